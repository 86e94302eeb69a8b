#!/usr/bin/env python3
"""Checks a Daybook log with nothing of Daybook's: LZ4, Protocol Buffers and RFC 6962.
Usage: verify_log.py DIRECTORY. Needs protoc, the protobuf library and the lz4 command."""
import hashlib, os, re, subprocess, sys, tempfile
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

PROTO = """syntax = "proto3";
message Log     { repeated Entry entry = 1; }
message Entry   { oneof kind { Segment segment = 1; Commit commit = 2; bytes record = 3; Seal seal = 4; } }
message Segment { uint32 format = 1; bytes log_id = 2; uint64 first_position = 3; repeated bytes peaks = 4;
                  uint32 alignment = 5; }
message Commit  { uint64 first_position = 1; uint32 count = 2; sfixed64 committed_at = 3; bytes root = 4; fixed64 log = 5; }
message Seal    { uint64 last_position = 1; bytes root = 2; bytes commits_digest = 3; }"""

def log_class():
    with tempfile.TemporaryDirectory() as d:
        open(d + "/log.proto", "w").write(PROTO)
        subprocess.run(["protoc", "-I", d, "--descriptor_set_out=" + d + "/set", "log.proto"], check=True)
        files = descriptor_pb2.FileDescriptorSet.FromString(open(d + "/set", "rb").read())
    pool = descriptor_pool.DescriptorPool()
    pool.Add(files.file[0])
    make = getattr(message_factory, "GetMessageClass", None) or message_factory.MessageFactory(pool).GetPrototype
    return make(pool.FindMessageTypeByName("Log"))

def decompress(path):  # the command also skips the padding and the rest of an active file
    return subprocess.check_output(["lz4", "-dc", path])

def node(a, b): return hashlib.sha256(b"\x01" + a + b).digest()

def root(peaks):  # peaks: (size, hash), largest first
    if not peaks: return hashlib.sha256().digest()
    h = peaks[-1][1]
    for _, p in reversed(peaks[:-1]): h = node(p, h)
    return h

def check(ok, *what):
    if not ok: sys.exit("MISMATCH: " + " ".join(map(str, what)))

Log, peaks, position, compared, log_id = log_class(), [], 0, 0, None
for name in sorted(n for n in os.listdir(sys.argv[1]) if re.fullmatch(r"\d{20}\.lz4", n)):
    left = 0
    for e in Log.FromString(decompress(os.path.join(sys.argv[1], name))).entry:
        kind = e.WhichOneof("kind")
        if kind == "segment":
            check(list(e.segment.peaks) == [h for _, h in peaks], name, "peaks")
            check(e.segment.first_position == position + 1 == int(name[:20]), name, "first position")
            log_id = log_id or e.segment.log_id
            check(e.segment.log_id == log_id, name, "log id")
        elif kind == "commit":
            check(left == 0 and e.commit.first_position == position + 1, name, "commit", e.commit.first_position)
            left, expected = e.commit.count, e.commit.root
        elif kind == "record":
            position, left, h, size = position + 1, left - 1, hashlib.sha256(b"\x00" + e.record).digest(), 1
            while peaks and peaks[-1][0] == size: h, size = node(peaks.pop()[1], h), size * 2
            peaks.append((size, h))
        else: check(kind == "seal" and e.seal.last_position == position, name, "seal"); expected = e.seal.root
        if kind != "segment" and left == 0 and expected:
            check(root(peaks) == expected, name, "root at", position)
            compared, expected = compared + 1, b""
check(log_id, "no segment in", sys.argv[1]); print(f"size {position} root {root(peaks).hex()} roots compared {compared}")
