import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.kernel import sealed_file

WORDS = "four or five words"
HEAD = len(sealed_file.NAME) + sealed_file.SALT
PIECE = 16
SEALED_PIECE = PIECE + sealed_file.TAG


@pytest.fixture(autouse=True, scope="module")
def quick():
    """Small pieces, and a key made in no time, so that many files can be tried."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_file, "PIECE", PIECE)
        scrypt = sealed_file.Scrypt
        patch.setattr(sealed_file, "Scrypt", lambda **values: scrypt(**(values | {"n": 2})))
        yield


def sealed(content):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plain").write_bytes(content)
        sealed_file.seal(Path(folder) / "plain", Path(folder) / "sealed", WORDS)
        return (Path(folder) / "sealed").read_bytes()


def opened(content, words=WORDS):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sealed").write_bytes(content)
        sealed_file.unseal(Path(folder) / "sealed", Path(folder) / "plain", words)
        return (Path(folder) / "plain").read_bytes()


@given(st.binary(max_size=5 * PIECE))
def test_what_is_sealed_opens_to_the_same(content):
    assert opened(sealed(content)) == content


@given(st.binary(max_size=5 * PIECE), st.data())
def test_a_file_changed_anywhere_does_not_open(content, data):
    changed = bytearray(sealed(content))
    where = data.draw(st.integers(len(sealed_file.NAME), len(changed) - 1))
    changed[where] ^= data.draw(st.integers(1, 255))

    with pytest.raises(sealed_file.CannotOpen):
        opened(bytes(changed))


@pytest.mark.parametrize(
    "change",
    [
        lambda head, pieces: [head, *pieces[:-1]],
        lambda head, pieces: [head, pieces[1], pieces[0], *pieces[2:]],
        lambda head, pieces: [head, pieces[0], pieces[0], *pieces[1:]],
        lambda head, pieces: [head],
    ],
    ids=["cut off", "moved", "doubled", "nothing but the head"],
)
def test_pieces_cannot_be_cut_off_moved_or_doubled(change):
    whole = sealed(bytes(range(3 * PIECE + 5)))
    pieces = [whole[start : start + SEALED_PIECE] for start in range(HEAD, len(whole), SEALED_PIECE)]

    with pytest.raises(sealed_file.CannotOpen):
        opened(b"".join(change(whole[:HEAD], pieces)))


def test_another_passphrase_does_not_open():
    with pytest.raises(sealed_file.CannotOpen):
        opened(sealed(b"names"), "another passphrase")


def test_the_same_file_is_never_sealed_twice_alike():
    assert sealed(b"names") != sealed(b"names")
