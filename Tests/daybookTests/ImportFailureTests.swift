import EventStore
import SegmentLog
import Testing

@testable import daybook

@Suite struct ImportFailureTests {
  private static let goesOn = "running the import again goes on from there"

  @Test(arguments: [SegmentError.Code.full, .locked, .readOnly, .io])
  func `an import that can go on says so`(_ code: SegmentError.Code) {
    let error = EventLogError.notWritten(SegmentError(code, "stopped"))
    #expect(ExportOptions.interrupting(error).message.contains(Self.goesOn))
    #expect(ExportOptions.interrupting(error).status == Failure.describe(error).status)
  }

  @Test(arguments: [SegmentError.Code.corrupt, .missing, .wrongLog, .unsupportedVersion, .tooLarge])
  func `an import does not go on in a log that is damaged, or not its own`(_ code: SegmentError.Code) {
    let error = EventLogError.storage(SegmentError(code, "stopped"))
    #expect(ExportOptions.interrupting(error).message == Failure.describe(error).message)
  }
}
