"""More than 2,000 prompts by category, always the same ones: real languages, and everything that cleaning and tokenising can get wrong.

Random code points are taken from those that Unicode 14 assigns, as Python 3.11 knows it, so that a newer Unicode in another language
normalises them alike.
"""

import random
import string
import unicodedata

from tiny_corpus import (
    ACTIONS,
    CHINESE_ACTIONS,
    CHINESE_STYLES,
    CHINESE_SUBJECTS,
    CHINESE_WORDS,
    JAPANESE,
    JAPANESE_WORDS,
    NEGATIVE,
    NEGATIVE_I2V,
    PLACES,
    STYLES,
    SUBJECTS,
    WORDS,
)

ARABIC = """قطة صغيرة برتقالية تمشي ببطء على الشاطئ عند غروب الشمس|مدينة قديمة تحت ضوء القمر، لقطة سينمائية واسعة|طفلان يركضان في حقل من الزهور
رجل عجوز يجلس بهدوء أمام المسجد|السَّمَاءُ الزَّرْقَاءُ وَالبَحْرُ الهَادِئُ|اَلْقِطَّةُ تَنْظُرُ إِلَى الكَامِيرَا|امـــرأة تـــرقص تحت المطر|سوق مزدحم، ٣٥ مم، ١٢٣٤٥
كوب من القهوة على طاولة خشبية؛ البخار يتصاعد؟|حصان أبيض يركض في الصحراء أثناء الليل|ﻣﺪﻳﻨﺔ ﺟﻤﻴﻠﺔ|الله أكبر ﷲ ﷺ ﷽|لا إله إلا الله ﻻ ﻷ ﻹ|گربه‌ای در باغ می‌دود|خوبصورت شہر کی رات""".replace(
    "\n", "|"
).split("|")
HEBREW = "חתול קטן הולך לאט על החוף בשקיעה|בְּרֵאשִׁית בָּרָא אֱלֹהִים|עִיר יָפָה בַּלַּיְלָה, צילום רחב|ﬠﬡﬢﬣ שׁ שׂ וֹ|ייִדיש װײַטער".split("|")
OTHER_SCRIPTS = """Маленький рыжий кот медленно идёт по пляжу на закате, кинематографичный свет|Ёлка в снегу, съёмка с дрона, й и́ ё|Стара хата в Україні, їжак і ґава
Μια μικρή γάτα περπατάει αργά στην παραλία|Ὦ ξεῖν᾽, ἀγγέλλειν Λακεδαιμονίοις ὅτι τῇδε|एक छोटी बिल्ली समुद्र तट पर चल रही है|क्षत्रिय ज्ञान श्री हिन्दी ड़ ढ़ क़
แมวตัวเล็กเดินช้าๆ บนชายหาดตอนพระอาทิตย์ตก|น้ำ กำ ทำ|고양이가 해변을 천천히 걷는다, 영화 같은 조명|대한민국 서울의 밤 거리|Một con mèo nhỏ đi chậm trên bãi biển lúc hoàng hôn
Việt Nam đất nước xinh đẹp, cảnh quay từ trên cao|பூனை கடற்கரையில் நடக்கிறது கொ கோ|বিড়াল সৈকতে হাঁটছে কো|კატა სანაპიროზე დადის|Կատուն քայլում է լողափին և
ድመት በባህር ዳርቻ ላይ|ຫມາ ນ້ຳ|ငါးပိ မြန်မာ|ཀ་ཁ་ག་ང་ བོད་སྐད་|ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ|ꦲꦏ꧀ꦱꦫꦗꦮ|𐌰𐌱𐌲 𐍈|𒀀𒀁 𓀀𓁐|ⴰⴱⴳ ᚠᚢᚦ ☰☲""".replace("\n", "|").split("|")
EUROPEAN = """Une vieille femme marche dans la forêt près du château; l'œuvre coûte 5 €|Größe, Straße, Äpfel und Öl – „schön“|El niño corrió por la playa… ¿qué pasó? ¡Increíble!
Uma criança sorri, não há ninguém; coração à mão|Żółta łódź płynie przez rzekę Wisłę|Příliš žluťoučký kůň úpěl ďábelské ódy|İstanbul'da ışıklı bir gece, ağaç ve göl|Þetta er íslenskur hestur, æði
Smørrebrød på Østerbro, blåbær|Árvíztűrő tükörfúrógép|Șoseaua și țara, ştiinţă|Ģērbonis ķēniņš ļoti ņipri|Ħal Għargħur, ċavetta|Ŵy a ŷd; naïve façade, coöperate""".replace(
    "\n", "|"
).split("|")
EMOJI = list("😀😂🥰😎🤖👻🎃🐱🐶🦊🌊🌧🌈🔥✨⭐🌟☀☁☂☃❄⚡🎬🎥📷🎨🚀✈🚗🏯🗼🍣🍜☕🍵❤💔💯👍👋🙏💃🕺🧑👩👨👧👦🐉🌸🌻🍁♥♠★☆♪☎☺✔✖➕①㊗㊙🅰🆗🈁🀄🃏")
EMOJI_SEQUENCES = """👩‍🚀|👨‍👩‍👧‍👦|👩‍❤️‍💋‍👨|🏳️‍🌈|🏴‍☠️|🧑🏽‍🤝‍🧑🏻|👍🏽|👋🏿|🇯🇵|🇺🇸🇨🇳|🇪🇺|🏴󠁧󠁢󠁥󠁮󠁧󠁿|1️⃣|#️⃣|*️⃣|❤️|❤︎|☺️|☺︎|👁️‍🗨️|🧔🏻‍♂️|🏃🏾‍♀️‍➡️|🐻‍❄️|🫱🏼‍🫲🏿|😶‍🌫️|🤷🏽‍♂️|👯‍♀️|⛹🏿‍♀️|🇦|🇦🇧🇨|👩‍|‍👩|🏽|️|⃣|🫠|🪿|🩷""".split(
    "|"
)
SPACES = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u180e\u200b\u2060\ufeff\u3164\u115f\u1160\uffa0\u2800"
CONTROLS = (
    "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
    + "\xad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206f\ufe00\ufe0f\ufeff\ufff9\ufffa\ufffb\ufffc\ufffd\U000e0001\U000e0041\U000e0100"
)
SCRIPT_MARKS = (0x483, 0x591, 0x5B0, 0x5BC, 0x64B, 0x651, 0x670, 0x93C, 0x94D, 0xE48, 0x1AB0, 0x1DC4, 0x20D0, 0x20DD, 0x20E3, 0x3099, 0x309A, 0xFE20)
MARKS = "".join(map(chr, [*range(0x300, 0x370), *SCRIPT_MARKS]))
BIDI_OPENING, BIDI_CLOSING = "\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067", "\u202c\u2069\u200e"
COMPATIBILITY = (
    "½⅓¼⅛²³⁴₁₂ªº™℠℃℉Å№℡ℵ™①②⑳⒈⑴ⓐⅣⅷↅ㎏㎡㏄㍿㌔㌢㋿㊀㈱ﬀﬁﬂﬃﬄﬅﬆﬓﷲﷺ𝐀𝑩𝓒𝔇𝕰𝖋𝟘𝟿ǅǆĲĳŉſƒ…‥․‼⁇‐‑–—―′″‴⁗≠≮∯∰⁄∕ℎℏ㍘㏠㋀ꟸᵃᵇᵢⱼ🄰🅐🆎𠀀丽豈更車賈滑﨑歹⼀⺟〶〸㆒ㄱㅏ"
)
MOJIBAKE_SOURCES = """schön café naïve|“curly quotes” and it’s fine — dash – end…|El niño corrió 5 € más|Größe und Straße|l’œuvre d’Élise à Noël|Łódź żółta
Příliš žluťoučký kůň|Маленький кот идёт|Μια μικρή γάτα|一只橘色的小猫|夕日の海辺|고양이가 걷는다|مدينة جميلة|👍 thumbs up 🎬|½ cup, 30 °C, ©2024 ®""".replace(
    "\n", "|"
).split("|")
HTML = """&amp; &lt; &gt; &quot; &apos; &nbsp; &copy; &eacute; &Eacute; &hellip; &mdash; &ldquo; &rdquo; &rsquo; &euro; &trade; &hearts; &larr; &alpha; &Omega; &frac12; &sup2; &zwj; &zwnj; &shy; &lrm;
&#39; &#x27; &#8217; &#x1F600; &#128512; &#0; &#xD800; &#x110000; &#128; &#150; &#x80; &#13; &#10; &#9; &#127; &#xFDD0; &#00065; &#X41; &amp;amp; &amp;lt; &amp;#39; &amp;amp;amp; &AMP; &LT; &QUOT;
&NotEqualTilde; &fjlig; &nvlt; &bne; &notanentity; &notin; &not; &ampersand; &copycat; &eacuteX & && &; &# &#; &#x; &#xZZ; &#abc; &lt &amp &copy &reg1 &times&divide &acE; &nGt;""".split()


def assigned(rng, low, high):
    """A code point of the range that Unicode 14 assigns, no surrogate."""
    while True:
        character = chr(rng.randrange(low, high))
        if unicodedata.category(character) not in ("Cn", "Cs", "Co"):
            return character


def english(rng):
    line = f"{rng.choice(SUBJECTS)} {rng.choice(ACTIONS)} {rng.choice(PLACES)}"
    line += "".join(f", {rng.choice(STYLES)}" for _ in range(rng.randrange(4)))
    how = rng.randrange(12)
    if how == 0:
        line = line.upper()
    elif how == 1:
        line = line.title()
    elif how == 2:
        line = "".join(rng.choice((c.upper(), c.lower())) for c in line)
    elif how == 3:
        line = line.replace(", ", " | ").replace(" ", rng.choice(("_", "-", "  ", "/")))
    elif how == 4:
        line = f"({line}:1.{rng.randrange(9)}), [[{rng.choice(WORDS)}]], {{{rng.choice(WORDS)}|{rng.choice(WORDS)}}} --ar 16:9 --seed {rng.randrange(2**31)}"
    elif how == 5:
        line = f"“{line},” she said—‘{rng.choice(WORDS)}’… {rng.randrange(1, 13)}:{rng.randrange(10, 60)} p.m., ${rng.randrange(10**6):,}.{rng.randrange(100):02}"
    elif how == 6:
        line = "\n".join(f"{n}. {rng.choice(WORDS)} {rng.choice(WORDS)}!" for n in range(1, rng.randrange(3, 7)))
    elif how == 7:
        line = " ".join("".join(rng.choices(string.ascii_lowercase, k=rng.randrange(2, 14))) for _ in range(rng.randrange(1, 12)))
    elif how == 8:
        line = f"https://example.com/{rng.choice(WORDS)}?q={rng.choice(WORDS)}&n={rng.randrange(999)}#x {rng.choice(WORDS)}@mail.example.org #{rng.choice(WORDS)} 100%"
    return line + rng.choice((".", "", "!", " ", "...", "?!"))


def chinese(rng):
    line = f"{rng.choice(CHINESE_SUBJECTS)}{rng.choice(CHINESE_ACTIONS)}"
    line += "".join(f"{rng.choice('，、；,')}{rng.choice(CHINESE_STYLES)}" for _ in range(rng.randrange(4)))
    how = rng.randrange(8)
    if how == 0:
        line = f"【{line}】《{rng.choice(CHINESE_WORDS)}》（{rng.choice(CHINESE_WORDS)}）「{rng.choice(CHINESE_WORDS)}」"
    elif how == 1:
        line = " ".join(rng.sample(CHINESE_WORDS, rng.randrange(1, 20)))
    elif how == 2:
        line += f" {rng.choice(STYLES)}, {rng.randrange(100)}mm F{rng.randrange(1, 9)}.{rng.randrange(9)} {rng.choice(WORDS)}"
    elif how == 3:
        line = "".join(assigned(rng, 0x4E00, 0x9FA6) for _ in range(rng.randrange(1, 24)))
    elif how == 4:
        line = "".join(
            rng.choice((assigned(rng, 0x3400, 0x4DB6), assigned(rng, 0x20000, 0x2A6D7), assigned(rng, 0xF900, 0xFAD9), rng.choice(CHINESE_WORDS)))
            for _ in range(12)
        )
    return line + rng.choice("。！？…".replace("…", "… ")) * rng.randrange(3)


def japanese(rng):
    how = rng.randrange(6)
    if how == 0:
        return "".join(assigned(rng, 0x3041, 0x30FF) for _ in range(rng.randrange(1, 30)))
    if how == 1:
        return "".join(assigned(rng, 0xFF61, 0xFFA0) for _ in range(rng.randrange(1, 30)))
    if how == 2:
        return "".join(
            rng.choice("かきくけこさしすせそたちつてとはひふへほウカキクケコサシスセソタチツテトハヒフヘホワ") + rng.choice("\u3099\u309a゛゜ﾞﾟ")
            for _ in range(rng.randrange(1, 12))
        )
    if how == 3:
        return "・".join(rng.sample(JAPANESE_WORDS, rng.randrange(1, 9))) + "ー〜～々〆ヶ"[rng.randrange(6) :]
    return (
        rng.choice(JAPANESE)
        + rng.choice(("", "　", " ", "「" + rng.choice(JAPANESE_WORDS) + "」"))
        + rng.choice(JAPANESE_WORDS)
        + rng.choice(CHINESE_STYLES)
    )


def right_to_left(rng):
    line = rng.choice(ARABIC + HEBREW)
    how = rng.randrange(5)
    if how == 0:
        return " ".join(rng.sample((line + " " + rng.choice(ARABIC)).split(), k=4 if len(line.split()) > 3 else 1))
    if how == 1:
        return f"{rng.choice(SUBJECTS)} {rng.choice(BIDI_OPENING)}{line}{rng.choice(BIDI_CLOSING)} {rng.choice(STYLES)}"
    if how == 2:
        return "".join(c + (rng.choice("\u064b\u064c\u064e\u0650\u0651\u0652\u0670") if c.isalpha() and rng.random() < 0.5 else "") for c in line)
    if how == 3:
        return "".join(
            assigned(rng, *rng.choice(((0xFB50, 0xFDFE), (0xFE70, 0xFEFD), (0x600, 0x700), (0x590, 0x600)))) for _ in range(rng.randrange(1, 20))
        )
    return line + rng.choice(("، ", " ", "؟", ".", " 4K")) + rng.choice(ARABIC)


def other_script(rng):
    line = rng.choice(OTHER_SCRIPTS + EUROPEAN)
    how = rng.randrange(5)
    if how == 0:
        return unicodedata.normalize("NFD", line)
    if how == 1:
        return line.upper() + " " + line.lower()
    if how == 2:
        return f"{rng.choice(OTHER_SCRIPTS)} / {line}"
    if how == 3:
        block = rng.choice(
            (0x900, 0x980, 0xA00, 0xB80, 0xE00, 0xE80, 0xF00, 0x1000, 0x10A0, 0x1100, 0x1200, 0x1780, 0xAC00, 0x400, 0x370, 0x1F00, 0x1E00, 0x180)
        )
        return "".join(assigned(rng, block, block + 0x80) for _ in range(rng.randrange(1, 24)))
    return line + rng.choice(("", " " + rng.choice(STYLES), ", " + rng.choice(EUROPEAN)))


def emoji(rng):
    pool = EMOJI + EMOJI_SEQUENCES
    how = rng.randrange(5)
    if how == 0:
        return "".join(rng.choices(pool, k=rng.randrange(1, 8)))
    if how == 1:
        return " ".join(rng.choice((rng.choice(pool), rng.choice(WORDS))) for _ in range(rng.randrange(2, 14)))
    if how == 2:
        return "\u200d".join(rng.choices(EMOJI, k=rng.randrange(2, 6))) + rng.choice(("\ufe0f", "\ufe0e", "", "🏻", "\u20e3"))
    if how == 3:
        return "".join(assigned(rng, 0x1F300, 0x1FAF7) for _ in range(rng.randrange(1, 12)))
    return f"{rng.choice(SUBJECTS)} {rng.choice(pool)}{rng.choice(pool)} {rng.choice(CHINESE_ACTIONS)}{rng.choice(pool)}"


def full_width(rng):
    line = english(rng) if rng.random() < 0.6 else f"{rng.randrange(10**6)} {rng.choice(WORDS)} ~!@#$%^&*()_+-=[]{{}}|;':\",./<>?`"
    wide = "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and rng.random() < 0.9 else "\u3000" if c == " " and rng.random() < 0.5 else c for c in line
    )
    return wide + rng.choice(("", "｟｠￠￡￢￣￤￥￦", "￨￩￪￫￬￭￮", "ﾡﾢﾣￂￃ", "ｶﾞﾊﾟ", "～〜∼", "。、「」", "ｱｲｳ"))


def combining(rng):
    how = rng.randrange(4)
    if how == 0:
        return unicodedata.normalize("NFD", rng.choice(EUROPEAN + OTHER_SCRIPTS))
    if how == 1:
        return "".join(c + "".join(rng.choices(MARKS, k=rng.randrange(4))) for c in " ".join(rng.sample(WORDS, 3)))
    if how == 2:
        return "".join(rng.choices(MARKS, k=rng.randrange(1, 6))) + rng.choice(WORDS) + "".join(rng.choices(MARKS, k=2)) + " " + rng.choice(MARKS)
    return "".join(
        rng.choice("aeiouAEIOUcnsz")
        + rng.choice("\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327\u0328\u0323")
        + rng.choice(("", "\u0301", "\u0323", "\u034f\u0308"))
        for _ in range(rng.randrange(1, 14))
    )


def control(rng):
    how = rng.randrange(5)
    words = rng.sample(WORDS, rng.randrange(1, 8))
    if how == 0:
        return "".join(w + rng.choice(CONTROLS) for w in words)
    if how == 1:
        return "".join(rng.choices(CONTROLS, k=rng.randrange(1, 10))) + words[0] + rng.choice(CONTROLS)
    if how == 2:
        return "".join(f"\x1b[{rng.choice(('0', '31', '1;32', '2J', '?25l', '38;5;4'))}{rng.choice('mJKHl')}{w}" for w in words)
    if how == 3:
        return "".join(w[: len(w) // 2] + rng.choice(CONTROLS) + w[len(w) // 2 :] + " " for w in words)
    odd = [
        "\ud800",
        "\udc00",
        "\udfff",
        "\ud83d",
        "\ufffe",
        "\uffff",
        "\ufdd0",
        "\U0001fffe",
        "\U0010ffff",
        "\u0378",
        "\ue000",
        "\uf8ff",
        "\U000f0000",
    ]
    return "".join(w + rng.choice(odd) for w in words)


def white_space(rng):
    return "".join("".join(rng.choices(SPACES, k=rng.randrange(1, 4))) + w for w in rng.sample(WORDS, rng.randrange(1, 9))) + "".join(
        rng.choices(SPACES, k=rng.randrange(3))
    )


def html(rng):
    line = " ".join(rng.choice((rng.choice(HTML), rng.choice(HTML) + rng.choice(WORDS), rng.choice(WORDS))) for _ in range(rng.randrange(1, 12)))
    how = rng.randrange(5)
    if how == 0:
        return f"<b>{line}</b>\n{rng.choice(HTML)}"
    if how == 1:
        return f"{line}\n{rng.choice(HTML)} 1 < 2\n{rng.choice(HTML)}"
    if how == 2:
        return line.replace("&", "&amp;")
    return line


def compatibility(rng):
    how = rng.randrange(3)
    if how == 0:
        return "".join(rng.choices(COMPATIBILITY, k=rng.randrange(1, 20)))
    if how == 1:
        return " ".join(w + rng.choice(COMPATIBILITY) + rng.choice(COMPATIBILITY) for w in rng.sample(WORDS, rng.randrange(1, 8)))
    block = rng.choice(
        (0x2070, 0x2100, 0x2150, 0x2460, 0x3200, 0x3300, 0xFB00, 0xFE30, 0x1D400, 0x1F100, 0x2F00, 0x2000, 0xFE50, 0x1D2C, 0x2C60, 0x1EE00)
    )
    return "".join(assigned(rng, block, block + 0x90) for _ in range(rng.randrange(1, 20)))


def mojibake(rng):
    source = rng.choice(MOJIBAKE_SOURCES)
    text = source.encode("utf-8").decode(rng.choice(("cp1252", "latin-1", "cp1251", "mac_roman", "iso-8859-2", "cp437", "cp1250")), errors="replace")
    how = rng.randrange(6)
    if how == 0:
        text = text.encode("utf-8").decode("latin-1")
    elif how == 1:
        text = f"{rng.choice(SUBJECTS)}, {text}, {rng.choice(STYLES)}"
    elif how == 2:
        text = text.replace("\xa0", " ")
    elif how == 3:
        text = text + "\n" + rng.choice(MOJIBAKE_SOURCES)
    return text


def long(rng):
    """Around and over 512 tokens."""
    how = rng.randrange(6)
    if how == 0:
        return " ".join(rng.choices(WORDS, k=rng.randrange(300, 700)))
    if how == 1:
        return " ".join(["walk"] * rng.randrange(505, 516))
    if how == 2:
        return (rng.choice(CHINESE_SUBJECTS) + rng.choice(CHINESE_ACTIONS) + "，") * rng.randrange(60, 140)
    if how == 3:
        return rng.choice(string.ascii_lowercase + "中あ") * rng.randrange(400, 1200)
    if how == 4:
        return ", ".join(f"{rng.choice(SUBJECTS)} {rng.choice(ACTIONS)} {rng.choice(PLACES)}" for _ in range(rng.randrange(15, 40)))
    return "".join(rng.choices("😀🌊💃é中a ", k=rng.randrange(520, 700)))


def code_points(rng):
    how = rng.randrange(4)
    ranges = ((0x20, 0x250), (0x250, 0x3000), (0x3000, 0xD7A4), (0xF900, 0x10000), (0x10000, 0x1FC00), (0x20000, 0x2FA1E))
    if how == 0:
        return "".join(assigned(rng, *rng.choice(ranges)) for _ in range(rng.randrange(1, 24)))
    if how == 1:
        low, high = rng.choice(ranges)
        return "".join(assigned(rng, low, high) for _ in range(rng.randrange(1, 24)))
    if how == 2:
        return " ".join(rng.choice(WORDS) + assigned(rng, *rng.choice(ranges)) for _ in range(rng.randrange(1, 8)))
    return "".join(rng.choice(string.printable) for _ in range(rng.randrange(1, 40)))


def special(rng):
    pieces = [
        "</s>",
        "<s>",
        "<pad>",
        "<unk>",
        "<extra_id_0>",
        "<extra_id_99>",
        "<extra_id_100>",
        "▁",
        "▁▁",
        "<0x41>",
        "</S>",
        "< /s>",
        "[MASK]",
        "\\n",
        "▁walk",
        "<extra_id_5>walk",
    ]
    return rng.choice(("", " ")).join(rng.choice((rng.choice(pieces), rng.choice(WORDS))) for _ in range(rng.randrange(1, 8)))


# How many of each. Mojibake is what only ftfy's repair of encodings changes; the other categories may hold some by chance.
CATEGORIES = {
    english: 400,
    chinese: 240,
    japanese: 180,
    right_to_left: 160,
    other_script: 200,
    emoji: 180,
    full_width: 120,
    combining: 140,
    control: 140,
    white_space: 80,
    html: 120,
    compatibility: 120,
    mojibake: 110,
    long: 60,
    code_points: 160,
    special: 50,
}


def corpus():
    """Returns (category, prompt) pairs; no prompt occurs twice."""
    rows, seen = (
        [("edge", text) for text in ("", " ", "\n", ".", "a", "中", "\u200b", "\x00", "\ufeff", "\ud800", "&nbsp;", NEGATIVE, NEGATIVE_I2V)],
        set(),
    )
    seen.update(text for _, text in rows)
    for make, count in CATEGORIES.items():
        rng = random.Random(f"tokens {make.__name__}")
        made = 0
        while made < count:
            text = make(rng)
            if text not in seen:
                seen.add(text)
                rows.append((make.__name__, text))
                made += 1
    return rows
