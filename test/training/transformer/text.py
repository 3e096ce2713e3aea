"""The tokenizer and the small UMT5 encoder, in the forms that the published pipelines have.

The tokenizer's pieces come from the prompts of training and from test/reference's sentences, so that any text in them can be spelt.
"""

import io
import pathlib
import sys

import sentencepiece
import torch
from data.prompts import corpus
from sentencepiece import sentencepiece_model_pb2
from transformers import T5Tokenizer, UMT5Config, UMT5EncoderModel

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "reference"))
from tiny_corpus import sentences  # noqa: E402

PIECES = 3900
SENTINELS = 100
VOCABULARY = 4096
WIDTH = 128


def train_tokenizer() -> T5Tokenizer:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus() + sentences()),
        model_writer=model,
        model_type="unigram",
        vocab_size=PIECES,
        normalization_rule_name="nmt_nfkc",
        character_coverage=1.0,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        num_threads=1,
        minloglevel=2,
        hard_vocab_limit=False,
    )
    proto = sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())
    vocabulary = [(piece.piece, piece.score) for piece in proto.pieces]
    vocabulary += [(f"<extra_id_{i}>", 0.0) for i in range(SENTINELS - 1, -1, -1)]
    return T5Tokenizer(
        vocab=vocabulary,
        extra_ids=SENTINELS,
        _spm_precompiled_charsmap=proto.normalizer_spec.precompiled_charsmap,
        model_max_length=512,
    )


def make_text_encoder() -> UMT5EncoderModel:
    return UMT5EncoderModel(
        UMT5Config(
            vocab_size=VOCABULARY,
            d_model=WIDTH,
            d_kv=32,
            num_heads=4,
            d_ff=256,
            num_layers=3,
            dropout_rate=0.0,
            feed_forward_proj="gated-gelu",
            relative_attention_num_buckets=32,
            relative_attention_max_distance=128,
        )
    )


def encode(tokenizer, text_encoder, prompts):
    """What the pipeline gives the transformer, cut to the longest prompt: rows past the end are zero. Also the lengths."""
    batch = tokenizer(prompts, padding=True, truncation=True, max_length=512, return_tensors="pt")
    mask = batch.attention_mask
    hidden = text_encoder(batch.input_ids, attention_mask=mask).last_hidden_state
    return hidden * mask[..., None], mask
