internal import SystemPackage

/// Gathers the facts about a log's last segment, and words a refusal.
struct TailInspection {
  let id: SegmentID
  let scan: SegmentScan
  let file: any File
  let head: DurableHead?
  let evidence: DurableEvidence
  let directory: LogDirectory

  var path: FilePath { directory.path(id) }

  func facts() throws(SegmentError) -> RecoveryFacts {
    RecoveryFacts(
      tail: scan.tail, isSealed: scan.isSealed, isCleanlyClosed: scan.isCleanlyClosed && isKnownDurable,
      laterWrite: try laterWrite() != nil, newerSegment: false, evidenceBeyond: proof != nil)
  }

  /// Whether the head, which is rewritten after each sync only, reaches the end. Without it a closing commit may be in
  /// the page cache only, left there by a process that was killed before its sync.
  private var isKnownDurable: Bool { head.map { $0.segment == id && $0.offset == scan.end } ?? false }

  /// Who knows of something durable beyond the last valid frame.
  private var proof: String? {
    if let head {
      if head.position > scan.lastPosition { return "the head file (position \(head.position))" }
      if head.segment == id, head.offset > scan.end { return "the head file (offset \(head.offset.rawValue))" }
    }
    guard let claim = evidence.furthest, claim.position > scan.lastPosition else { return nil }
    return "\(claim.source) (position \(claim.position))"
  }

  private func laterWrite() throws(SegmentError) -> ByteCount? {
    guard scan.tail == .damaged || scan.tail == .stray else { return nil }
    let search = LaterWrite(
      file: file, size: scan.size, alignment: scan.start.alignment.rawValue, mark: scan.start.logID.commitMark,
      lastPosition: scan.lastPosition)
    do {
      return try search.trace(behindFrameAt: scan.end)
    } catch {
      throw readError(error)
    }
  }

  func error(_ refusal: RecoveryDecision.Refusal) throws(SegmentError) -> SegmentError {
    let place = SegmentError.Place(file: path, offset: scan.end, position: scan.lastPosition.next)
    let advice = "nothing was changed; run verify, then restore the segment from a copy"
    switch refusal {
    case .unsupported:
      return SegmentError(
        .unsupportedVersion, "\(scan.tailReason); use the version that wrote it", place: place)
    case .contradiction:
      return SegmentError(.corrupt, "the log contradicts itself: \(scan.tailReason); \(advice)", place: place)
    case .damagedBehindSeal:
      return SegmentError(
        .corrupt, "something stands behind the segment's seal: \(scan.tailReason); \(advice)", place: place)
    case .missingSeal:
      return SegmentError(.corrupt, "a closed segment has no seal; \(advice)", place: place)
    case .provenDurable:
      let what =
        scan.tail == .clean ? "acknowledged records are gone" : "an acknowledged frame is damaged (\(scan.tailReason))"
      let trace = try laterWrite().map { "a later write at offset \($0.rawValue)" }
      return SegmentError(
        .corrupt, "\(what), as \(proof ?? trace ?? "a newer segment") proves; \(advice)", place: place)
    }
  }

  /// Keeps the bytes behind the last valid frame in a file of their own, durable on return.
  func keepTorn() throws(SegmentError) -> RecoveryReport.TornFrame {
    let target = directory.path("\(id.fileName).\(scan.end.rawValue).torn")
    let end: ByteCount
    do {
      end = try NonZeroSearch(file, limit: scan.size).end(from: scan.end)
    } catch {
      throw readError(error)
    }
    do {
      let bytes = try file.read(count: (end - scan.end).rawValue, at: scan.end)
      let torn = try directory.fileSystem.openForWriting(target)
      try torn.truncate(to: .zero)
      try torn.write(bytes, at: .zero)
      try torn.synchronizeData()
      try directory.fileSystem.synchronizeDirectory(directory.path)
    } catch {
      throw .system(error, "keeping the bytes of a torn frame", target)
    }
    return RecoveryReport.TornFrame(
      file: path, offset: scan.end, position: scan.lastPosition.next, keptAs: target, reason: scan.tailReason)
  }

  private func readError(_ error: FrameReadError) -> SegmentError {
    switch error {
    case .system(let errno, let offset): .system(errno, "reading a segment", path, offset: offset)
    case .damage(let damage, let offset):
      SegmentError(.corrupt, damage.text, place: SegmentError.Place(file: path, offset: offset))
    }
  }
}
