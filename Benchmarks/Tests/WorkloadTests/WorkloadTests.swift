import Foundation
import SystemPackage
import Testing

@testable import Workload

@Suite struct WorkloadTests {
  @Test func `a short stream equals the one that an independent generator made`() {
    #expect(
      WorkloadFile.digest(count: 1_000) == "9e92cb335c8b0d8af65996dee31ef13fabec709a5e8be8c02e066768856ff515")
  }

  @Test func `a file is read back event by event`() throws {
    let path = FilePath(FileManager.default.temporaryDirectory.path).appending("workload-\(UUID()).bin")
    defer { try? FileManager.default.removeItem(atPath: path.string) }
    try WorkloadFile.generate(count: 1_000, at: path)
    let workload = try Workload(contentsOf: path)
    #expect(workload.count == 1_000)
    var generator = WorkloadGenerator(count: 1_000)
    var record = WorkloadRecord()
    var fold = KeyedFold()
    for index in workload.indices {
      let isThere = generator.next(into: &record)
      #expect(isThere)
      let event = workload[index]
      unsafe #expect(Array(event.key) == record.key)
      unsafe #expect(Array(event.type) == Array("\(WorkloadType.names[record.type])".utf8))
      unsafe #expect(Array(event.metadata) == record.metadata)
      unsafe #expect(Array(event.payload) == record.payload)
      unsafe fold.add(key: event.key, type: event.type, payload: event.payload)
    }
    #expect(fold.summary.types == WorkloadType.names.count)
    #expect(fold.summary.keys == workload.keyCount)
    #expect(fold.summary.events == 1_000)
  }
}
