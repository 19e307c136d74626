# Writes vectors.json: what package seal must open, made with another library
# (Python's cryptography) from the description of the formats alone.
import json, hashlib, struct, sys
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

def framed(*parts):
    return b"".join(struct.pack(">I", len(p)) + p for p in parts)

def wrapped(head, root, nonce, key, ad):
    head += hashlib.sha256(framed(b"tryeza root key") + root).digest()[:8]
    return head + nonce + AESGCM(root).encrypt(nonce, key, framed(b"tryeza wrapped key", head, ad))

def sealed(key, kid, place, nonce, plain, size):
    bound = framed(b"tryeza sealed value 1", kid, *place)
    padded = struct.pack(">I", len(plain)) + plain
    padded += bytes(size - len(padded))
    head = bytes([1, len(kid)]) + kid + hashlib.sha256(bound).digest()[:8]
    return head + nonce + AESGCM(key).encrypt(nonce, padded, bound)

root, key = bytes(range(32)), bytes(range(100, 132))
kid, nonce = b"abcdefgh", bytes(range(200, 212))
passphrase, salt = "kalë mbi urë e pesë qershi", bytes(range(16))
derived = Argon2id(salt=salt, length=32, iterations=2, lanes=1, memory_cost=64).derive(passphrase.encode())
ad = framed(b"tryeza data key", kid)
place = ("account_person", "p1", "totp_secret")
values = [("", 64), ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 64), ("ë" * 30, 64), ("ë" * 31, 256), ("x" * 252, 256), ("x" * 5000, 8192)]
json.dump({
    "root": root.hex(), "passphrase": passphrase, "id": kid.decode(), "place": place,
    "by_file": wrapped(bytes([1, 1]), root, nonce, key, ad).hex(),
    "by_passphrase": wrapped(bytes([1, 2]) + struct.pack(">IIB", 2, 64, 1) + salt, derived, nonce, key, ad).hex(),
    "values": [{"plain": v, "sealed": sealed(key, kid, [p.encode() for p in place], nonce, v.encode(), n).hex()} for v, n in values],
}, sys.stdout, indent=1, ensure_ascii=False)
print()
