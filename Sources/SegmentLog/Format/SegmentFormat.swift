/// The numbers of the segment format. The only thing that a checker shares with the writer.
///
/// A segment file is a sequence of LZ4 frames; decompressed it is one Protocol Buffers message:
///
/// ```
/// file, active                               decompressed
/// +--------------------+ 0                   Log.entry = 1 (0A len)
/// | frame: Segment     |                       Entry.segment = 1 (0A len ...)
/// | skippable padding  |
/// +--------------------+ aligned             Log.entry
/// | frame: one commit  |                       Entry.commit  = 2 (12 len ...)
/// |                    |                     Log.entry
/// | skippable padding  |                       Entry.record  = 3 (1A len ...)  x count
/// +--------------------+ aligned
/// | skippable rest     |
/// | (zeros)            |
/// +--------------------+ end of file
/// ```
public enum SegmentFormat {
  /// The version that this software writes, and the only one that it reads.
  public static let version: UInt32 = 1

  // MARK: LZ4 frames

  /// First four bytes of a frame, little-endian.
  public static let frameMagic: UInt32 = 0x184D_2204
  /// First four bytes of a skippable frame, little-endian. (LZ4 has sixteen; this log writes this one.)
  public static let skippableMagic: UInt32 = 0x184D_2A50
  /// Whether these are the first four bytes of a skippable frame, of any of the sixteen.
  static func isSkippable(_ magic: UInt32) -> Bool { magic & 0xFFFF_FFF0 == skippableMagic }
  /// A skippable frame's header: magic and length.
  public static let skippableHeaderBytes = 8
  /// Version 1, independent blocks, block checksums, content size; no content checksum, no dictionary.
  public static let frameFlags: UInt8 = 0x78
  /// The same with a content checksum, for frames of more than one block: behind such a frame without one, stock lz4
  /// 1.9.4 loses its place by four bytes and decodes no further.
  public static let manyBlockFrameFlags: UInt8 = 0x7C
  /// Blocks of 64 KiB at most.
  public static let frameBlockDescriptor: UInt8 = 0x40
  /// Magic, flags, block descriptor, content size, header checksum.
  public static let frameHeaderBytes = 15
  /// The largest decompressed block. Small, so that one damaged block is a small loss and blocks fit the L2 cache.
  public static let blockBytes = 65_536
  /// The flags of a frame with this much content.
  public static func frameFlags(contentBytes: Int) -> UInt8 {
    contentBytes <= blockBytes ? frameFlags : manyBlockFrameFlags
  }
  /// The number of blocks of a frame with this much content. They may be cut shorter than they could be, but never into
  /// more than are needed.
  public static func blocks(contentBytes: Int) -> Int { (contentBytes + blockBytes - 1) / blockBytes }
  /// What stands behind the last block: a length of zero, and the content checksum if there is one.
  public static func frameEndBytes(contentBytes: Int) -> Int { contentBytes <= blockBytes ? 4 : 8 }
  /// Behind each block.
  static let blockChecksumBytes = 4
  /// Set in a block's length if its bytes are stored as they are.
  public static let storedBlockFlag: UInt32 = 0x8000_0000

  // MARK: entries

  /// `Log.entry`.
  public static let logEntryField: UInt32 = 1
  /// `Entry.segment`, the first entry of a file.
  public static let segmentField: UInt32 = 1
  /// `Entry.commit`, before its records.
  public static let commitField: UInt32 = 2
  /// `Entry.record`.
  public static let recordField: UInt32 = 3
  /// `Entry.seal`, the last entry of a closed file.
  public static let sealField: UInt32 = 4

  /// A commit holds a root if it brings the log to this many positions since the last one, or more. A root costs 34
  /// incompressible bytes; this bounds how far a checker must read to find the next.
  public static let positionsPerRoot: UInt64 = 64

  // MARK: limits

  /// The largest record message. Room for an order of thousands of lines with a 1 MiB text, and small enough that a
  /// reader can always hold one.
  public static let maximumRecordBytes = 8 << 20
  /// Records per commit. An import may append tens of thousands at once; twice that keeps commits divisible.
  public static let maximumCommitRecords = 131_072
  /// The largest decompressed frame, refused before memory is allocated for it: the largest commit, and some.
  public static let maximumFrameBytes = 80 << 20
  /// The largest commit, all entries together, so that its frame keeps within `maximumFrameBytes`.
  public static let maximumCommitBytes = 64 << 20
  /// What packing gathers in one frame: one block.
  public static let packedFrameBytes = blockBytes
  /// Merkle peaks in a segment's first entry: one per bit of a position.
  public static let maximumPeaks = 64

  // MARK: alignments

  /// The alignments that a file may declare.
  public static let alignments = [512, 4096]

  /// The log's own part of the schema. `Record` belongs to the layer above.
  public static let schema = """
    message Log { repeated Entry entry = 1; }
    message Entry { oneof kind { Segment segment = 1; Commit commit = 2; Record record = 3; Seal seal = 4; } }
    message Segment {
      uint32 format = 1;
      bytes log_id = 2;
      uint64 first_position = 3;
      repeated bytes peaks = 4;
      uint32 alignment = 5;
    }
    message Commit {
      uint64 first_position = 1;
      uint32 count = 2;
      sfixed64 committed_at = 3;
      bytes root = 4;
      fixed64 log = 5;
    }
    message Seal { uint64 last_position = 1; bytes root = 2; bytes commits_digest = 3; }

    """
}
