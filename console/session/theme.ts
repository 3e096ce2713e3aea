/** Dark or light: as the system has it, until the person chooses. */
export interface Theme {
  toggle(): void
}

const CHOICE = 'wan.theme'

export function createTheme(window: Window): Theme {
  const root = window.document.documentElement
  const show = (choice: string | null): void => {
    if (choice === 'dark' || choice === 'light') root.dataset['theme'] = choice
  }
  show(window.localStorage.getItem(CHOICE))
  return {
    toggle() {
      const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)').matches
      const present = root.dataset['theme'] ?? (systemIsDark ? 'dark' : 'light')
      const next = present === 'dark' ? 'light' : 'dark'
      window.localStorage.setItem(CHOICE, next)
      show(next)
    },
  }
}
