internal import Crypto

/// The hashes of RFC 6962 (section 2.1).
enum TreeHash {
  /// SHA-256(0x00 || record message).
  ///
  /// The record is copied behind its prefix, because that costs less than hashing in two steps.
  static func leaf(_ record: UnsafeRawBufferPointer) -> Digest {
    unsafe withUnsafeTemporaryAllocation(byteCount: 1 + record.count, alignment: 8) { buffer in
      unsafe buffer[0] = 0
      unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: record)
      return Digest(unsafe SHA256.hash(bufferPointer: UnsafeRawBufferPointer(buffer)))
    }
  }

  /// SHA-256(0x01 || left || right).
  static func node(_ left: Digest, _ right: Digest) -> Digest {
    unsafe withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 8) { buffer in
      unsafe buffer[0] = 1
      unsafe left.withBytes { unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: $0) }
      unsafe right.withBytes {
        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[(1 + Digest.byteCount)...]).copyMemory(from: $0)
      }
      return Digest(unsafe SHA256.hash(bufferPointer: UnsafeRawBufferPointer(buffer)))
    }
  }

  /// SHA-256 of nothing: the head of an empty tree.
  static let empty = Digest(SHA256().finalize())
}

extension Digest {
  /// The leaf hash of a record message in the log's tree (RFC 6962): SHA-256(0x00 || record).
  public static func leafHash(ofRecord record: UnsafeRawBufferPointer) -> Digest { unsafe TreeHash.leaf(record) }
}

/// SHA-256 over bytes that come piece by piece.
struct RunningDigest {
  private var hash = SHA256()

  mutating func append(_ bytes: UnsafeRawBufferPointer) { unsafe hash.update(bufferPointer: bytes) }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
  }

  /// The digest of everything so far; more may follow.
  var value: Digest { Digest(hash.finalize()) }
}

extension SHA256 {
  fileprivate static func hash(bufferPointer: UnsafeRawBufferPointer) -> SHA256Digest {
    var hash = SHA256()
    unsafe hash.update(bufferPointer: bufferPointer)
    return hash.finalize()
  }
}

extension Digest {
  fileprivate init(_ digest: SHA256Digest) {
    self.init(
      words: unsafe digest.withUnsafeBytes {
        unsafe $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
      })
  }
}
