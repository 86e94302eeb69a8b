internal import SystemPackage

extension LogWriter {
  /// Goes on with the next segment if the active one has no room for a frame. A frame that is larger than a whole
  /// segment gets one of its own.
  func makeRoom(frameBytes: Int, entryBytes: Int) throws(SegmentError) {
    let exceeds = active.entryBytes + entryBytes > options.segmentBytes.rawValue
    if nextPosition > active.id.firstPosition, exceeds || !active.fits(frameBytes: frameBytes) { try rollOver() }
    guard !active.fits(frameBytes: frameBytes) else { return }
    do {
      try active.grow(forFrame: frameBytes)
    } catch {
      throw .system(error, "lengthening a segment for a large commit", active.path)
    }
  }

  /// Seals the active segment and makes the next one active, in the one order that a crash can be recovered from: the
  /// next file is there, the seal is durable, the next file's first entry is durable, its name is.
  private func rollOver() throws(SegmentError) {
    let prepared = try maintenance.takePrepared(after: active)
    try seal()
    status = .sealed
    writeFrameIndex()
    try startSegment(prepared)
  }

  /// Writes where the frames of the segment are that was just sealed: whoever indexes or packs it needs not look.
  private func writeFrameIndex() {
    do throws(SegmentError) {
      try FramesFile.write(active.frames.contents, active.id, of: active.file, logID: logID, in: directory)
    } catch {
      options.report(error)
    }
  }

  /// Makes a prepared file the active segment. The one before is sealed.
  func startSegment(_ prepared: PreparedFile) throws(SegmentError) {
    let closed = active.id
    do {
      active = try SegmentBirth(
        logID: logID, tree: tree, alignment: active.alignment, directory: directory, compressor: compressor
      ).begin(prepared)
    } catch {
      switch error {
      case .full(let cause): throw cause
      case .unknown(let cause): throw poison(cause)
      }
    }
    status = .open
    publish()
    maintenance.segmentClosed(closed)
  }

  /// Gets the writer going again after the device was full; refuses if it is poisoned or closed.
  func resume() throws(SegmentError) {
    switch status {
    case .open: return
    case .closed: throw SegmentError(.closed, "the writer was closed", place: SegmentError.Place(file: directory.path))
    case .poisoned(let error): throw error
    case .sealed: try startSegment(try maintenance.takePrepared(after: active))
    case .full(let unfinished): try takeBack(frameBytes: unfinished)
    }
  }

  /// Goes back to the last good frame. Durable on return: the next frame may be shorter, and what is left behind it
  /// would look like a later write.
  private func takeBack(frameBytes: Int) throws(SegmentError) {
    do {
      try active.takeBack(frameBytes: frameBytes)
    } catch .noSpace, .diskQuotaExceeded {
      throw fullError(Errno.noSpace)
    } catch {
      throw poison(error, "taking back an unfinished commit")
    }
    do {
      try active.file.synchronizeData()
    } catch {
      throw poison(error, "syncing after an unfinished commit was taken back")
    }
    status = .open
  }

  /// A write to the active file failed. Without space: back to the last good frame. Anything else: nothing is known.
  func failedWrite(_ error: Errno, frameBytes: Int) throws(SegmentError) -> Never {
    guard error == .noSpace || error == .diskQuotaExceeded else { throw poison(error, "writing a commit") }
    status = .full(unfinishedFrameBytes: frameBytes)
    do throws(SegmentError) {
      try takeBack(frameBytes: frameBytes)
    } catch {
      guard error.code == .full else { throw error }
      // Stays `full`; the next commit tries again before it writes anything.
      options.report(error)
    }
    throw fullError(error)
  }

  private func fullError(_ cause: Errno) -> SegmentError {
    SegmentError(
      .full, "no space left for a commit; nothing of it was stored, and commits are taken again when space returns",
      cause: cause,
      place: SegmentError.Place(file: active.path, offset: active.offset, position: nextPosition))
  }

  /// Ends the writer's life after a failed sync: it is never tried again, because the system may have dropped what it
  /// could not write and would then report success.
  func poison(_ cause: Errno, _ doing: String) -> SegmentError {
    poison(
      SegmentError.system(cause, doing, active.path, offset: active.offset))
  }

  func poison(_ cause: SegmentError) -> SegmentError {
    let rescue = rescueDurablePrefix()
    let error = SegmentError(
      .poisoned,
      "stable storage failed, so the outcome of the last commit is unknown; \(rescue); "
        + "check the device and open the log again",
      cause: cause, place: SegmentError.Place(file: active.path, offset: active.offset, position: nextPosition))
    status = .poisoned(error)
    return error
  }

  /// Copies what was acknowledged to fresh sectors, and tells how that went.
  private func rescueDurablePrefix() -> String {
    do {
      try SegmentCopy(directory: directory, id: active.id, file: active.file)
        .replace(prefix: active.offset, end: active.offset, capacity: active.capacity)
      return "everything acknowledged was copied to a new file"
    } catch {
      return "copying what was acknowledged failed too (\(error)), it stays where it is"
    }
  }
}
