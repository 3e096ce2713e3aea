"""Writes test/reference/tokens: prompts as the Wan pipelines of diffusers clean them, and their ids in the tiny tokenizer.

corpus.json.gz is a list of
- category, prompt: token_corpus.py;
- cleaned: diffusers' prompt_clean (ftfy 6.3.1 with Python 3.11, HTML entities twice, white space);
- cleanedWithoutRepair, where it differs: the same with ftfy's repair of wrongly decoded text (mojibake) left out;
- normalised, where it differs from cleaned: what the tokenizer's character map (nmt_nfkc) makes of cleaned;
- ids: of cleaned, at most 512 with the closing </s> (id 1) and without padding;
- untruncatedLength: how many ids there are without the limit.

charsmap.json.gz is a list of [text, normalised] for the keys of the character map: every code point that it changes (all others stay
as they are), every sequence of four, and every fortieth of the 220,000 sequences of two and three, most of them Hangul.

    venv/bin/python test/reference/make_reference_tokens.py
"""

import argparse
import base64
import collections
import gzip
import hashlib
import json
import pathlib
import struct
import sys
import unicodedata

import ftfy
from diffusers.pipelines.wan import pipeline_wan
from reference_parts import versions, write_manifest
from token_corpus import corpus
from tokenizers import Tokenizer
from tokenizers.normalizers import Precompiled
from transformers import AutoTokenizer

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAX_LENGTH = 512
SEQUENCE_STRIDE = 40


def clean_without_repair(text):
    original = pipeline_wan.ftfy.fix_text
    pipeline_wan.ftfy.fix_text = lambda value: original(value, fix_encoding=False)
    try:
        return pipeline_wan.prompt_clean(text)
    finally:
        pipeline_wan.ftfy.fix_text = original


def keys_of(charsmap):
    """All keys of the double-array trie (darts-clone) of a precompiled character map, as text."""
    (size,) = struct.unpack_from("<I", charsmap)
    units = struct.unpack_from(f"<{size // 4}I", charsmap, 4)
    keys = []

    def offset(unit):
        return (unit >> 10) << ((unit & 0x200) >> 6)

    def visit(node, key):
        for byte in range(1, 256):
            child = node ^ byte
            if child < len(units) and units[child] & 0x800000FF == byte:
                following = key + bytes([byte])
                if units[child] & 0x100:
                    keys.append(following)
                visit(child ^ offset(units[child]), following)

    visit(offset(units[0]), b"")
    return sorted(key.decode("utf-8") for key in keys)


def charsmap_rows(tokenizer_json):
    charsmap = base64.b64decode(tokenizer_json["normalizer"]["precompiled_charsmap"])
    normalise = Precompiled(charsmap).normalize_str
    keys = keys_of(charsmap)
    single = {key: normalise(key) for key in keys if len(key) == 1}
    for code in range(sys.maxunicode + 1):
        if not 0xD800 <= code <= 0xDFFF:
            character = chr(code)
            assert normalise(character) == single.get(character, character), hex(code)
    pairs_and_triples = [key for key in keys if len(key) in (2, 3)]
    sequences = [*pairs_and_triples[::SEQUENCE_STRIDE], *(key for key in keys if len(key) > 3)]
    return [*map(list, single.items()), *([key, normalise(key)] for key in sequences)]


def corpus_rows(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    from_file = Tokenizer.from_file(str(folder / "tokenizer.json"))
    untruncated = Tokenizer.from_file(str(folder / "tokenizer.json"))
    from_file.enable_truncation(MAX_LENGTH)
    rows = []
    for category, prompt in corpus():
        cleaned = pipeline_wan.prompt_clean(prompt)
        encoded = tokenizer(cleaned, padding="max_length", max_length=MAX_LENGTH, truncation=True)
        ids = encoded.input_ids[: sum(encoded.attention_mask)]
        assert ids[-1] == 1 and from_file.encode(cleaned).ids == ids, prompt
        row = {"category": category, "prompt": prompt, "cleaned": cleaned}
        if (without_repair := clean_without_repair(prompt)) != cleaned:
            row["cleanedWithoutRepair"] = without_repair
        if (normalised := untruncated.normalizer.normalize_str(cleaned)) != cleaned:
            row["normalised"] = normalised
        rows.append(row | {"ids": ids, "untruncatedLength": len(untruncated.encode(cleaned).ids)})
    return rows


def json_line(row):
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    surrogates = any("\ud800" <= character <= "\udfff" for character in text)  # cannot be written in UTF-8
    return json.dumps(row, separators=(",", ":")) if surrogates else text


def write_gzip(path, rows):
    """One row a line; no name and no time in the header, so that the same rows give the same bytes."""
    data = ("[\n" + ",\n".join(map(json_line, rows)) + "\n]\n").encode("utf-8")
    path.write_bytes(gzip.compress(data, 9, mtime=0))
    packed, unpacked = (hashlib.sha256(content).hexdigest() for content in (path.read_bytes(), data))
    return {"sha256": packed, "rows": len(rows), "unpackedSha256": unpacked}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", type=pathlib.Path, default=ROOT / "test" / "fixtures" / "models" / "wan2.1-i2v-tiny" / "tokenizer", help="folder to read")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "test" / "reference" / "tokens", help="folder to write")
    options = parser.parse_args()
    assert ftfy is pipeline_wan.ftfy
    options.out.mkdir(parents=True, exist_ok=True)
    rows = corpus_rows(options.tokenizer)
    tokenizer_json = options.tokenizer / "tokenizer.json"
    map_rows = charsmap_rows(json.loads(tokenizer_json.read_text()))
    files = {
        "corpus.json.gz": write_gzip(options.out / "corpus.json.gz", rows),
        "charsmap.json.gz": write_gzip(options.out / "charsmap.json.gz", map_rows),
    }
    counts = collections.Counter(row["category"] for row in rows)
    manifest = {
        "command": "python test/reference/make_reference_tokens.py",
        "tokenizer": "test/fixtures/models/wan2.1-i2v-tiny/tokenizer/tokenizer.json",
        "tokenizerSha256": hashlib.sha256(tokenizer_json.read_bytes()).hexdigest(),
        "versions": versions(),
        "unicode": unicodedata.unidata_version,
        "maxLength": MAX_LENGTH,
        "categories": counts,
        "truncated": sum(row["untruncatedLength"] > MAX_LENGTH for row in rows),
        "repairedEncoding": sum("cleanedWithoutRepair" in row for row in rows),
        "files": files,
    }
    write_manifest(options.out, manifest)
    print(f"{options.out}: {len(rows)} prompts, {sum(file.stat().st_size for file in options.out.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
