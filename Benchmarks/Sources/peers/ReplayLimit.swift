import CLZ4Reference
import SystemPackage
import Workload

/// How fast one core can replay the workload if nothing but the unavoidable is done: decompress LZ4 frames of about
/// 64 KiB with checked block checksums, step from event to event, and fold.
///
/// The file is the simplest that allows it, events as ``WorkloadEvent`` lays them out:
///
///     +---------------------+-----------------------+-----------+-----+
///     | frame size (UInt32) | content size (UInt32) | LZ4 frame | ... |   native byte order
///     +---------------------+-----------------------+-----------+-----+
struct ReplayLimit: Contender {
  let name = ContenderName.lz4OneCore
  let trials: Set<Row> = [.replay]

  func measure(_ row: Row, with settings: TrialSettings) throws -> Measurement {
    let workload = try Workload(contentsOf: settings.workload, limit: settings.events)
    let expected = KeyedFold(of: workload).summary
    let directory = settings.directory(of: name, row.rawValue)
    try directory.makeEmptyDirectory()
    defer { directory.discard() }
    let path = directory.appending("frames.lz4")
    try FrameFile.write(workload, to: path)
    let file = try MappedFile(path)
    var reader = try FrameFile.Reader(file)
    var fold = KeyedFold()
    let clock = ContinuousClock()
    let start = clock.now
    try reader.fold(into: &fold)
    let seconds = start.duration(to: clock.now).seconds
    guard fold.summary == expected else { throw TrialError.wrongFold(fold.summary, expected: expected) }
    return Measurement(
      row: row, contender: name, events: workload.count,
      values: [.eventsPerSecond: Double(workload.count) / seconds, .diskBytes: Double(file.byteCount)])
  }
}

/// A file of LZ4 frames, each of whole events.
enum FrameFile {
  /// The most content of one frame: one LZ4 block.
  static let contentLimit = 64 << 10
  static let headerSize = 8

  static func write(_ workload: Workload, to path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter {
      var content: [UInt8] = []
      content.reserveCapacity(contentLimit)
      for index in workload.indices {
        let stored = unsafe workload[index].stored
        if content.count + stored.count > contentLimit {
          try file.writeAll(frame(of: content))
          content.removeAll(keepingCapacity: true)
        }
        unsafe content.append(contentsOf: stored)
      }
      try file.writeAll(frame(of: content))
    }
  }

  private static func frame(of content: [UInt8]) throws -> [UInt8] {
    var preferences = LZ4F_preferences_t()
    preferences.frameInfo.blockSizeID = LZ4F_max64KB
    preferences.frameInfo.blockMode = LZ4F_blockIndependent
    preferences.frameInfo.blockChecksumFlag = LZ4F_blockChecksumEnabled
    preferences.frameInfo.contentSize = UInt64(content.count)
    let bound = unsafe LZ4F_compressFrameBound(content.count, &preferences)
    var size = 0
    var frame = unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, initializedCount in
      size = unsafe content.withUnsafeBytes {
        unsafe LZ4F_compressFrame(buffer.baseAddress, bound, $0.baseAddress, $0.count, &preferences)
      }
      initializedCount = LZ4F_isError(size) == 0 ? size : 0
    }
    try check("LZ4F_compressFrame", size)
    let header = [UInt32(size), UInt32(content.count)]
    unsafe header.withUnsafeBytes { unsafe frame.insert(contentsOf: $0, at: 0) }
    return frame
  }

  static func check(_ call: String, _ code: Int) throws {
    guard LZ4F_isError(code) == 0 else {
      throw TrialError.library(call, code: code, message: unsafe String(cString: LZ4F_getErrorName(code)))
    }
  }

  /// Reads a mapped frame file with one decompression context and one buffer.
  @safe
  struct Reader: ~Copyable {
    private let file: MappedFile
    private let context: OpaquePointer
    private let content = UnsafeMutableRawBufferPointer.allocate(byteCount: contentLimit, alignment: 16)

    init(_ file: MappedFile) throws {
      self.file = file
      var context: OpaquePointer?
      try unsafe check(
        "LZ4F_createDecompressionContext", LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION)))
      guard let context = unsafe context else {
        throw TrialError.library("LZ4F_createDecompressionContext", code: 0, message: "no context")
      }
      unsafe self.context = context
    }

    deinit {
      unsafe LZ4F_freeDecompressionContext(context)
      unsafe content.deallocate()
    }

    mutating func fold(into fold: inout KeyedFold) throws {
      let bytes = unsafe file.bytes
      var offset = 0
      while offset < bytes.count {
        let frameSize = unsafe Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        let contentSize = unsafe Int(bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self))
        offset += FrameFile.headerSize
        let frame = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + frameSize])
        try unsafe decompress(frame, contentSize: contentSize)
        foldContent(size: contentSize, into: &fold)
        offset += frameSize
      }
    }

    private func decompress(_ frame: UnsafeRawBufferPointer, contentSize: Int) throws {
      var written = FrameFile.contentLimit
      var read = frame.count
      let rest = unsafe LZ4F_decompress(context, content.baseAddress, &written, frame.baseAddress, &read, nil)
      try FrameFile.check("LZ4F_decompress", rest)
      guard rest == 0, written == contentSize, read == frame.count else {
        throw TrialError.process("a frame of the replay limit is not whole")
      }
    }

    @inline(__always)
    private func foldContent(size: Int, into fold: inout KeyedFold) {
      guard var event = unsafe UnsafeRawPointer(content.baseAddress) else { return }
      let end = unsafe event + size
      while unsafe event < end {
        let view = unsafe WorkloadEvent(at: event)
        unsafe fold.add(key: view.key, type: view.type, payload: view.payload)
        unsafe event += view.size
      }
    }
  }
}
