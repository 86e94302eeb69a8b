internal import SystemPackage

/// Puts the segments' results together: that they follow on each other, and reach as far as others say.
struct ChainAudit {
  let directory: FilePath
  let results: [SegmentResult]
  let head: HeadAudit.Reading
  let evidence: DurableEvidence
  var report = VerificationReport()

  init(directory: FilePath, results: [SegmentResult], head: HeadAudit.Reading, evidence: DurableEvidence) {
    self.directory = directory
    self.results = results
    self.head = head
    self.evidence = evidence
  }

  /// Fills the report. `names`: everything in the directory.
  mutating func check(names: [String]) {
    addUp()
    if let first = results.first, first.id.firstPosition.rawValue > 1 {
      missing(1, first.id.firstPosition.rawValue - 1)
    }
    for index in results.indices {
      if index > 0 { follow(results[index - 1], results[index]) }
      report.findings += results[index].findings
      report.notes += results[index].notes
    }
    checkReach()
    checkHead()
    noteLeftovers(names)
    report.tail = tail
  }

  private mutating func addUp() {
    report.segments = results.count
    for result in results {
      report.frames += result.frames
      report.commits += result.commits
      report.records += result.records
      report.entryBytes += ByteCount(result.entryBytes)
      report.fileBytes += ByteCount(result.fileBytes)
      report.usedBytes += ByteCount(result.end)
    }
    report.logID = results.lazy.compactMap(\.start?.logID).first
    report.committedAt = results.lazy.reversed().compactMap(\.lastCommittedAt).first
    if let last = results.last, last.isComplete || last.isTorn { report.head = last.head }
    report.published = results.lazy.compactMap(\.published).first
  }

  // MARK: one segment after the other

  private mutating func follow(_ before: SegmentResult, _ after: SegmentResult) {
    guard let start = after.start else { return }
    if let logID = report.logID, start.logID != logID {
      add(
        .wrongLog, "the segment belongs to log \(start.logID), not to \(logID)", after, "put back the file of this log")
      return
    }
    guard before.isComplete, let head = before.head else { return }
    let expected = before.lastPosition.next
    guard after.id.firstPosition == expected else {
      if after.id.firstPosition > expected {
        missing(expected.rawValue, after.id.firstPosition.rawValue - 1)
      } else {
        add(
          .corrupt, "the segment overlaps the one before, which ends at \(before.lastPosition)", after,
          SegmentAudit.restore)
      }
      return
    }
    if before.seal == nil {
      add(.corrupt, "the segment has no seal, although there is a later one", before, SegmentAudit.restore, before.end)
    }
    if Self.fold(start.peaks) != (before.seal?.root ?? head.root) {
      add(.corrupt, "the segment's peaks do not fold to the tree root of the one before", after, SegmentAudit.restore)
    }
    if let last = before.lastCommittedAt, let first = after.firstCommittedAt, first <= last {
      add(.corrupt, "the segment's first commit is not later than the last before it", after, SegmentAudit.restore)
    }
  }

  /// The tree root that peaks stand for.
  private static func fold(_ peaks: [Digest]) -> Digest {
    guard let last = peaks.last else { return RangeHash.empty }
    return peaks.dropLast().reversed().reduce(last) { RangeHash.node($1, $0) }
  }

  private mutating func missing(_ first: UInt64, _ last: UInt64) {
    report.findings.append(
      VerificationReport.Finding(
        code: .missing, place: SegmentError.Place(file: directory, position: LogPosition(first)),
        what: "no segment holds the records \(first) to \(last)",
        advice: "restore the segments that begin at these positions from a copy"))
  }

  private mutating func add(
    _ code: SegmentError.Code, _ what: String, _ result: SegmentResult, _ advice: String, _ offset: Int = 0
  ) {
    let position = offset == 0 ? result.id.firstPosition : result.lastPosition.next
    report.findings.append(
      VerificationReport.Finding(
        code: code, place: SegmentError.Place(file: result.path, offset: ByteCount(offset), position: position),
        what: what, advice: advice))
  }

  // MARK: the end

  private var lastPosition: LogPosition { results.last?.lastPosition ?? .origin }

  private var tail: VerificationReport.Tail {
    guard let last = results.last else { return .empty }
    if last.isTorn { return .torn }
    guard last.isComplete else { return .damaged }
    return last.seal != nil || last.lastCommitIsClosing ? .closed : .open
  }

  /// That the log reaches as far as is known. A last segment that is damaged has been reported already.
  private mutating func checkReach() {
    guard results.last.map({ $0.isComplete || $0.isTorn }) ?? true else { return }
    var claims = evidence.claims
    if let head = head.valid { claims.append(.init(source: "the head file", position: LogPosition(head.position))) }
    guard let furthest = claims.max(by: { $0.position < $1.position }), furthest.position > lastPosition else {
      return checkNewestIsThere()
    }
    report.findings.append(
      VerificationReport.Finding(
        code: results.isEmpty ? .missing : .corrupt,
        place: SegmentError.Place(
          file: results.last?.path ?? directory, offset: results.last.map { ByteCount($0.end) },
          position: lastPosition.next),
        what:
          "the log ends at position \(lastPosition), but \(furthest.source) knows \(furthest.position) to be durable",
        advice: "restore the end of the log from a copy"))
  }

  /// That the segment which the head names is there, although no record is missing: it was begun, and nothing was
  /// written to it.
  private mutating func checkNewestIsThere() {
    guard let head = head.valid, report.logID == head.logID else { return }
    guard results.last.map({ $0.id < head.segment }) ?? true else { return }
    report.findings.append(
      VerificationReport.Finding(
        code: .missing,
        place: SegmentError.Place(
          file: directory.appending(head.segment.fileName), position: head.segment.firstPosition),
        what: "the newest segment, which the head file names, is not there", advice: "restore it from a copy"))
  }

  private mutating func checkHead() {
    let path = directory.appending(HeadAudit.fileName)
    switch head {
    case .absent: break
    case .damaged:
      note(.disposable, path, "the head file is damaged; the next writer rewrites it")
    case .valid(let head):
      if let logID = report.logID, head.logID != logID {
        report.findings.append(
          VerificationReport.Finding(
            code: .wrongLog, place: SegmentError.Place(file: path),
            what: "the head file belongs to log \(head.logID), not to \(logID)",
            advice: "files of two logs were mixed; put back those of one"))
      } else if lastPosition.rawValue > head.position {
        note(
          .beyondHead, path,
          "records \(head.position + 1) to \(lastPosition) are behind the head file: a writer is at work, or the file is "
            + "older than a power cut; they were checked")
      }
    }
    if let last = results.last, last.isComplete, tail == .open {
      note(.notClosed, last.path, "the log is open, or was not closed; the next start copies its last segment")
    }
  }

  private mutating func noteLeftovers(_ names: [String]) {
    for name in names.sorted() {
      if name.hasSuffix(".torn") {
        note(.leftover, directory.appending(name), "what an earlier crash left of a frame that was never acknowledged")
      } else if name.hasSuffix(".lz4"), SegmentID(fileName: name) == nil {
        note(.leftover, directory.appending(name), "the name is no segment's; the file is not part of the log")
      }
    }
  }

  private mutating func note(_ kind: VerificationReport.Note.Kind, _ path: FilePath, _ text: String) {
    report.notes.append(
      VerificationReport.Note(kind: kind, place: SegmentError.Place(file: path, position: lastPosition), text: text))
  }
}
