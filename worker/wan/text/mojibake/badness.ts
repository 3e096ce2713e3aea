/**
 * The signs by which ftfy 6.3.1 (Apache-2.0, ftfy/badness.py and ftfy/chardata.py) knows wrongly
 * decoded text: the classes of characters that occur in it, and the neighbours that hardly occur
 * elsewhere.
 */
const C1 = '\\u0080-\\u009f'
const COMMON = '\\u00a0\\u00ad·´–—―…’'
const BAD = '¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\\ufffdªº'
const LAW = '¶§'
const CURRENCY = '¢£¥₧€'
const START = '¡«¿©΄΅‘‚“„•‹\\uf8ff'
const END = '®»˝”›™'
const NUMERIC = '²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№'
const KAOMOJI = 'Ò-ÖÙ-Üò-öø-üŐŌŪŲ°'
const UPPER_ACCENTED = 'À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ'
const LOWER_ACCENTED = 'ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґﬁﬂ'
const UPPER_COMMON = 'ÞΑ-ΩΆΈΉΊΌΎΏΪΫЁ-Я'
const LOWER_COMMON = 'α-ωάέήίΰа-џ'
const BOX = '│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓'

/** Python's `\s` and `\w`. */
const SPACE =
  '[\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const WORD = '[\\p{L}\\p{N}_]'

const anyOf = (...classes: readonly string[]): string => `[${classes.join('')}]`
const ACCENTED = LOWER_ACCENTED + UPPER_ACCENTED
const BESIDE_BAD = anyOf(ACCENTED, BOX, START, END, CURRENCY, NUMERIC, LAW)
const ARABIC_TAIL = anyOf(COMMON, CURRENCY, BAD, NUMERIC, START, 'ŸŠ®°µ»')
const BETWEEN = anyOf(C1, BAD, START, END, CURRENCY, '°')

const ANYWHERE = [
  anyOf(C1),
  `${anyOf(BAD)}{2}`,
  BESIDE_BAD + anyOf(BAD),
  `[a-zA-Z]${anyOf(LOWER_COMMON, UPPER_COMMON)}${anyOf(BAD)}`,
  anyOf(BAD) + BESIDE_BAD,
  anyOf(LOWER_ACCENTED, LOWER_COMMON, BOX, END, CURRENCY, NUMERIC) + anyOf(UPPER_ACCENTED),
  anyOf(BOX, END, CURRENCY, NUMERIC) + anyOf(LOWER_ACCENTED),
  anyOf(LOWER_ACCENTED, BOX, END) + anyOf(CURRENCY),
  SPACE + anyOf(UPPER_ACCENTED) + anyOf(CURRENCY),
  anyOf(UPPER_ACCENTED, BOX) + anyOf(NUMERIC, LAW),
  anyOf(ACCENTED, BOX, CURRENCY, END) + anyOf(START) + anyOf(NUMERIC),
  anyOf(ACCENTED, CURRENCY, NUMERIC, BOX, LAW) + anyOf(END) + anyOf(START),
  anyOf(CURRENCY, NUMERIC, BOX) + anyOf(START),
  `[a-z]${anyOf(UPPER_ACCENTED)}${anyOf(START, CURRENCY)}`,
  anyOf(BOX) + anyOf(KAOMOJI),
  anyOf(ACCENTED, CURRENCY, NUMERIC, START, END, LAW) + anyOf(BOX),
  anyOf(BOX) + anyOf(END),
  anyOf(ACCENTED) + anyOf(START, END) + WORD,
]

const OF_ONE_ENCODING = [
  // windows-1252
  '[Œœ][^A-Za-z]',
  `${anyOf(UPPER_ACCENTED)}°`,
  `[ÂÃÎÐ]${anyOf('€œŠš¢£Ÿž\\u00a0\\u00ad®©°·»', START, END, '–—´')}`,
  '×[²³]',
  'Ã[\\u00a0¡]',
  `[a-z]${SPACE}?[ÃÂ] `,
  '^[ÃÂ] ',
  `${anyOf('a-z.,?!', END)}Â${anyOf(' ', START, END)}`,
  // windows-1252, of Arabic and of South Asian scripts
  `[ØÙ]${ARABIC_TAIL}[ØÙ]${ARABIC_TAIL}`,
  'à[²µ¹¼½¾]',
  // Mac Roman
  '√[±∂†≠®™´≤≥¥µø]',
  '≈[°¢]',
  '‚Ä[ìîïòôúùû†°¢π]',
  '‚[âó][àä°ê]',
  // windows-1251, alone and on top of Latin-1
  'вЂ',
  `[ВГРС]${anyOf(C1, BAD, START, END, CURRENCY, '°µ')}[ВГРС]`,
  'ГўВЂВ[^\\n][A-Za-z ]',
  // windows-1253
  'β€[™\\u00a0Ά\\u00ad®°]',
  `[ΒΓΞΟ]${BETWEEN}[ΒΓΞΟ]`,
  // windows-1257
  'ā€',
]

const BADNESS = new RegExp([...ANYWHERE, ...OF_ONE_ENCODING].join('|'), 'u')

/** Whether the text looks wrongly decoded. */
export const isBad = (text: string): boolean => BADNESS.test(text)

const FIRST_OF_2 =
  '[ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßĀĂĆČĎĐĒĖĘĚĞĢĪİĶĹĻŁŃŅŇŌŐŘŚŞŠŢŪŮŰŲŹŻŽΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫάέήίВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ]'
const FIRST_OF_3 = '[àáâãäåæçèéêëìíîïāăąćčďēėęěģīįķĺļŕźΰαβγδεζηθικλμνξοабвгдежзийклмноп]'
const FIRST_OF_4 = '[ðóđğšπσру]'
const RARE_CONTINUATION =
  '\\u0080-¿ÆØæøĄąĽľŁłŒœŖŗŚśŞşŠšŤťŸŹźŻżŽžƒˆˇ˘˛˜˝΄΅ΆΈΉΊΌΎΏЁЂЃЄЅІЇЈЉЊЋЌЎЏёђѓєѕіїјљњћќўџҐґ†‡‰‹›€№™'
const CONTINUATION = `[${RARE_CONTINUATION} –—―‘’‚“”„•…]`

/**
 * Stretches that look like UTF-8 read as single bytes, in text that holds other characters too. A
 * space stands for U+00A0.
 */
export const EMBEDDED_UTF8 = new RegExp(
  `(?<![${RARE_CONTINUATION}])(?:${FIRST_OF_2}${CONTINUATION}|${FIRST_OF_3}${CONTINUATION}{2}|${FIRST_OF_4}${CONTINUATION}{3})+`,
  'gu',
)
