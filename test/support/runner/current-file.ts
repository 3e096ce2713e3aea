/** Environment variable with the test files of a process, from the root of the checkout. */
export const TEST_FILES_VARIABLE = 'WAN_TEST_FILES'

/** The test file that runs, from the root of the checkout, and whether one of its tests failed. */
export const currentFile = { file: '', failed: false }
