extension RecordBatch {
  /// The bytes of each record message, in order; for stores that keep records in memory.
  package var records: [[UInt8]] {
    var records: [[UInt8]] = []
    records.reserveCapacity(count)
    unsafe entries.span.bytes.withUnsafeBytes { raw in
      var parser = unsafe EntryParser(raw)
      while parser.next() == .record { records.append(unsafe Array(parser.body)) }
    }
    return records
  }
}
