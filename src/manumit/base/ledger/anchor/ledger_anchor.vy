# pragma version 0.4.3
# @notice Keeps hashes of logs' checkpoints in the order of their sizes. What stands here cannot be changed or taken back.

struct Entry:
    digest: bytes32
    time: uint256

event Anchored:
    origin: indexed(bytes32)
    size: uint256
    digest: bytes32

owner: public(immutable(address))
last: public(HashMap[bytes32, uint256])
entries: public(HashMap[bytes32, HashMap[uint256, Entry]])


@deploy
def __init__():
    owner = msg.sender


@external
def anchor(origin: bytes32, size: uint256, digest: bytes32):
    """
    @param origin SHA-256 of the log's origin
    @param size Entries of the checkpoint; more than any before
    @param digest SHA-256 of the checkpoint's text
    """
    assert msg.sender == owner, "not the owner"
    assert digest != empty(bytes32), "no digest"
    assert size > self.last[origin], "not larger than before"
    self.last[origin] = size
    self.entries[origin][size] = Entry(digest=digest, time=block.timestamp)
    log Anchored(origin=origin, size=size, digest=digest)
