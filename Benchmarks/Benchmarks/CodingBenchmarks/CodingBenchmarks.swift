import Benchmark
import EventSourcing
import SegmentLog

/// Guards the paths that every event takes: writing and reading its fields, its record, and its leaf in the tree.
let benchmarks: @Sendable () -> Void = {
  unsafe Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput], warmupIterations: 5, scalingFactor: .kilo,
    maxDuration: .seconds(2))

  Benchmark("Event: encode") { benchmark in
    let order = Sample.order
    var writer = WireWriter()
    for _ in benchmark.scaledIterations {
      writer.removeAll()
      try order.write(to: &writer)
    }
    blackHole(writer.count)
  }

  Benchmark("Event: decode all fields") { benchmark in
    let bytes = try Sample.order.encoded()
    for _ in benchmark.scaledIterations { blackHole(try SampleOrderPlaced(decoding: bytes)) }
  }

  Benchmark("Event: decode one field") { benchmark in
    let bytes = try Sample.order.encoded()
    var sum: Int64 = 0
    for _ in benchmark.scaledIterations { sum &+= try SampleOrderTotal(decoding: bytes).total }
    blackHole(sum)
  }

  Benchmark("Record: encode") { benchmark in
    let order = Sample.order
    let header = Sample.header(of: order)
    var writer = WireWriter()
    for _ in benchmark.scaledIterations {
      writer.removeAll()
      blackHole(try writer.appendRecord(header, order))
    }
  }

  Benchmark("Record: view and hash its tags") { benchmark in
    let record = try Sample.record()
    var sum: UInt64 = 0
    for _ in benchmark.scaledIterations {
      try RecordView.viewing(record) { (view) throws(FieldError) in
        try unsafe view.forEachTag { (kind, value) in sum &+= unsafe Tag.hash64(kind: kind, value) }
      }
    }
    blackHole(sum)
  }

  Benchmark("Record: fold by enum switch") { benchmark in
    let record = try Sample.record()
    var sum: Int64 = 0
    for _ in benchmark.scaledIterations {
      try RecordView.viewing(record) { (view) throws(FieldError) in
        switch try view.fact(SalesFact.self) {
        case .placed(let order): sum &+= order.total
        case nil: break
        }
      }
    }
    blackHole(sum)
  }

  Benchmark("Tree: leaf hash of a record") { benchmark in
    let record = try Sample.record()
    for _ in benchmark.scaledIterations {
      unsafe record.withUnsafeBytes { blackHole(unsafe Digest.leafHash(ofRecord: $0)) }
    }
  }

  Benchmark("Batch: append a record") { benchmark in
    let record = try Sample.record()
    var batch = RecordBatch()
    for _ in benchmark.scaledIterations { batch.append(record) }
    blackHole(batch.count)
  }
}

/// The values that are measured; the same in every run.
enum Sample {
  static let order = SampleOrderPlaced(
    order: id(1), customer: id(2),
    lines: [
      SampleLine(item: id(3), quantity: 2, price: 1_250), SampleLine(item: id(4), quantity: 1, price: 890),
    ], total: 3_390, currency: "EUR")

  /// A UUIDv7 of one fixed millisecond.
  private static func id<Kind>(_ number: UInt64) -> TypeID<Kind> {
    TypeID(RawUUID(high: 0x0197_0000_0000_7000 | number, low: 0x8000_0000_0000_0000 | number &* 0x9E37_79B9_7F4A))
  }

  static func header(of order: SampleOrderPlaced) -> RecordHeader {
    RecordHeader(occurredAt: Timestamp(microseconds: 1_763_800_000_000_000), tags: order.tags, appendCount: 1)
  }

  static func record() throws -> [UInt8] {
    var writer = WireWriter()
    _ = try writer.appendRecord(header(of: order), order)
    return try writer.finished()
  }
}
