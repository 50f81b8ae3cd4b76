"""What stands in the pages of a store's file, free ones and what is left over included."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.stores import DATA_KEY

_PAGE, _RESERVED, _SALT = 4096, 80, 16


def every_page(path: Path) -> bytes:
    """Return all pages of a SQLCipher file, decrypted one after the other, whatever they hold."""
    data = path.read_bytes()
    assert data
    assert len(data) % _PAGE == 0
    found = bytearray()
    for start in range(0, len(data), _PAGE):
        page = data[start : start + _PAGE]
        body = page[_SALT if start == 0 else 0 : _PAGE - _RESERVED]
        nonce = page[_PAGE - _RESERVED :][:16]
        cipher = Cipher(algorithms.AES256(DATA_KEY), modes.CBC(nonce)).decryptor()
        found += cipher.update(body) + cipher.finalize()
    return bytes(found)
