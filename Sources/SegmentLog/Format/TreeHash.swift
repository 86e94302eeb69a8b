internal import CNettle
internal import Crypto

/// The hashes of RFC 6962 (section 2.1).
///
/// By nettle: every record costs two of these, and swift-crypto spends as much on the memory of a hash of so few bytes
/// as on the hash.
enum TreeHash {
  /// SHA-256(0x00 || record message).
  static func leaf(_ record: UnsafeRawBufferPointer) -> Digest {
    unsafe hash(0, record, UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// SHA-256(0x01 || left || right).
  static func node(_ left: Digest, _ right: Digest) -> Digest {
    unsafe left.withBytes { left in unsafe right.withBytes { right in unsafe hash(1, left, right) } }
  }

  private static func hash(_ first: UInt8, _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Digest {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    unsafe withUnsafeMutableBytes(of: &words) { digest in
      unsafe cnettle_sha256(first, a.baseAddress, a.count, b.baseAddress, b.count, digest.baseAddress)
    }
    return Digest(words: words)
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

extension Digest {
  fileprivate init(_ digest: SHA256Digest) {
    self.init(
      words: unsafe digest.withUnsafeBytes {
        unsafe $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
      })
  }
}
