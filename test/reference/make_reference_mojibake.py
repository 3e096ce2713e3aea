"""Writes test/reference/mojibake.json.gz: prompts that were decoded wrongly, as the Wan pipelines of diffusers clean them.

A list of [prompt, cleaned], [prompt] alone where it stays as it is. Sentences of many languages and all pairs of letters and
punctuation marks are encoded in UTF-8 and decoded as each single-byte encoding that ftfy knows, once or twice, whole or in part, with
bytes lost, spaces in place of A0, entities, and CESU-8; beside them random mixtures of the characters that such text consists of, and
the sentences themselves.

    venv/bin/python test/reference/make_reference_mojibake.py
"""

import gzip
import json
import pathlib
import random

import ftfy.bad_codecs
import token_corpus
from diffusers.pipelines.wan.pipeline_wan import prompt_clean
from ftfy.badness import MOJIBAKE_CATEGORIES
from ftfy.chardata import CHARMAP_ENCODINGS

ROOT = pathlib.Path(__file__).resolve().parents[2]
SENTENCES = [
    *token_corpus.MOJIBAKE_SOURCES,
    *token_corpus.EUROPEAN,
    *token_corpus.OTHER_SCRIPTS,
    *token_corpus.ARABIC,
    *token_corpus.HEBREW,
    *token_corpus.EMOJI_SEQUENCES,
    *"à la mode|voilà le travail|às vezes àquele àquela àquilo|déjà vu à Paris|Šárka à côté|10 €|€5,–|50 °C ± 2|¿Qué? ¡Sí!|naïve “café” – ‘thé’…|100 ₧".split("|"),
]


def damaged(data, encoding, generator):
    """Bytes as a program that did not know their encoding may show them."""
    kind = generator.random()
    if kind < 0.1:
        data = data.replace(b"\xa0", b" ")
    if kind > 0.9:
        data = bytes(byte if generator.random() > 0.1 else 0x1A for byte in data)
    elif kind > 0.85:
        data = bytes(byte if generator.random() > 0.1 or byte < 0x80 else ord("?") for byte in data)
    return data.decode(encoding, errors="replace")


def cesu8(text):
    utf16 = text.encode("utf-16-le", "surrogatepass")
    units = [chr(utf16[i] | utf16[i + 1] << 8) for i in range(0, len(utf16), 2)]
    return "".join(units).encode("utf-8", "surrogatepass").replace(b"\0", b"\xc0\x80")


def prompts(generator):
    for sentence in SENTENCES:
        yield sentence
        for encoding in CHARMAP_ENCODINGS:
            once = sentence.encode().decode(encoding, errors="replace")
            yield once
            yield damaged(sentence.encode(), encoding, generator)
            twice = generator.choice(CHARMAP_ENCODINGS)
            yield once.encode(errors="replace").decode(twice, errors="replace")
            other = generator.choice(SENTENCES)
            yield generator.choice((f"{other} {once}", f"{once}\n{other}", f"{other[:5]}{once}", f"{once} &eacute;<b>", once.replace("Ã", "&Atilde;")))
            words = sentence.split(" ")
            yield " ".join(damaged(word.encode(), generator.choice((encoding, "utf-8")), generator) for word in words)
        yield damaged(cesu8(sentence), "latin-1", generator)
    characters = "".join(token_corpus.LETTERS) if hasattr(token_corpus, "LETTERS") else "".join(chr(code) for code in range(0xA0, 0x250)) + "–—‘’“”…€™"
    for character in characters:
        for encoding in CHARMAP_ENCODINGS[:4]:
            yield f"a {character} b{character}c".encode().decode(encoding, errors="replace")
    pool = [character for characters in MOJIBAKE_CATEGORIES.values() for character in expanded(characters)]
    for _ in range(6000):
        weird = generator.choices(pool, k=generator.randint(1, 5))
        plain = generator.choices("aZ \n?,é中", k=generator.randint(0, 3))
        mixture = weird + plain
        generator.shuffle(mixture)
        yield "".join(mixture)
    for _ in range(3000):
        data = bytes(generator.choices([*range(0xC0, 0xF5), *range(0x80, 0xC0), 0x20, 0x1A, 0x3F, 0x61, 0xED, 0xA0], k=generator.randint(2, 8)))
        yield data.decode(generator.choice(CHARMAP_ENCODINGS), errors="replace")


def expanded(characters):
    """The characters of a category, in which a hyphen between two stands for all from one to the other."""
    result, i = [], 0
    while i < len(characters):
        if characters[i + 1 : i + 2] == "-":
            result += map(chr, range(ord(characters[i]), ord(characters[i + 2]) + 1))
            i += 3
        else:
            result.append(characters[i])
            i += 1
    return result


def main():
    ftfy.bad_codecs.ok()
    rows = []
    for prompt in dict.fromkeys(prompts(random.Random(5))):
        cleaned = prompt_clean(prompt)
        rows.append([prompt] if cleaned == prompt else [prompt, cleaned])
    text = "[\n" + ",\n".join(json.dumps(row, ensure_ascii=True, separators=(",", ":")) for row in rows) + "\n]\n"
    (ROOT / "test/reference/mojibake.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(len(rows), "prompts,", sum(len(row) > 1 for row in rows), "of them changed")


main()
