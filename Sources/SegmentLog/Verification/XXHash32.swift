/// XXH32 with seed 0, the checksum of LZ4 frames and blocks.
///
/// After the specification at github.com/Cyan4973/xxHash, `doc/xxhash_spec.md`.
enum XXHash32 {
  private static let prime1: UInt32 = 0x9E37_79B1
  private static let prime2: UInt32 = 0x85EB_CA77
  private static let prime3: UInt32 = 0xC2B2_AE3D
  private static let prime4: UInt32 = 0x27D4_EB2F
  private static let prime5: UInt32 = 0x1656_67B1

  static func hash(_ bytes: RawSpan) -> UInt32 {
    let count = bytes.byteCount
    var at = 0
    var hash: UInt32
    if count >= 16 {
      var a = prime1 &+ prime2
      var b = prime2
      var c: UInt32 = 0
      var d = 0 &- prime1
      while at <= count - 16 {
        a = round(a, word(bytes, at))
        b = round(b, word(bytes, at + 4))
        c = round(c, word(bytes, at + 8))
        d = round(d, word(bytes, at + 12))
        at += 16
      }
      hash = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
    } else {
      hash = prime5
    }
    hash &+= UInt32(truncatingIfNeeded: count)
    while at <= count - 4 {
      hash = rotate(hash &+ word(bytes, at) &* prime3, 17) &* prime4
      at += 4
    }
    while at < count {
      let byte = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt8.self)
      hash = rotate(hash &+ UInt32(byte) &* prime5, 11) &* prime1
      at += 1
    }
    hash = (hash ^ hash >> 15) &* prime2
    hash = (hash ^ hash >> 13) &* prime3
    return hash ^ hash >> 16
  }

  @inline(__always)
  private static func round(_ lane: UInt32, _ word: UInt32) -> UInt32 {
    rotate(lane &+ word &* prime2, 13) &* prime1
  }

  @inline(__always)
  private static func rotate(_ value: UInt32, _ by: UInt32) -> UInt32 { value << by | value >> (32 - by) }

  @inline(__always)
  private static func word(_ bytes: RawSpan, _ at: Int) -> UInt32 {
    UInt32(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self))
  }
}
