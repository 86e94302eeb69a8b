internal import SystemPackage

/// The first entry of a segment's file.
struct SegmentStart {
  let entry: SegmentEntry
  let file: any File

  /// Reads and checks it: a named file without a valid first entry is not a segment.
  static func read(_ id: SegmentID, in directory: LogDirectory) throws(SegmentError) -> SegmentStart {
    let path = directory.path(id)
    let place = SegmentError.Place(file: path, offset: .zero, position: id.firstPosition)
    let frame: Frame?
    let file: any File
    do {
      file = try directory.fileSystem.openForReading(path)
      let size = try file.size()
      frame = try FrameStream(file, from: .zero, limit: size, step: SegmentFormat.blockBytes).next()
    } catch let error as Errno {
      throw .system(error, "opening a segment", path)
    } catch FrameReadError.damage(let damage, _) {
      throw SegmentError(.corrupt, "\(damage.text); run verify, restore", place: place)
    } catch FrameReadError.system(let errno, let offset) {
      throw .system(errno, "reading a segment", path, offset: offset)
    } catch {
      preconditionFailure("no other error is thrown here")
    }
    guard let frame else {
      throw SegmentError(.corrupt, "the file holds no segment; run verify, restore", place: place)
    }
    var parser = unsafe EntryParser(frame.content.raw)
    guard parser.next() == .segment, let format = parser.segmentFormat() else {
      throw SegmentError(.corrupt, "the file does not start with a segment entry; run verify, restore", place: place)
    }
    guard format == SegmentFormat.version else {
      throw SegmentError(
        .unsupportedVersion, "format \(format) is not format \(SegmentFormat.version); use the version that wrote it",
        place: place)
    }
    guard let entry = parser.segmentEntry(), entry.firstPosition == id.firstPosition,
      SegmentFormat.alignments.contains(entry.alignment.rawValue),
      entry.peaks.count == (entry.firstPosition.rawValue - 1).nonzeroBitCount
    else {
      throw SegmentError(.corrupt, "the segment's first entry contradicts its name; run verify, restore", place: place)
    }
    return SegmentStart(entry: entry, file: file)
  }
}
