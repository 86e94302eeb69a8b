import EventSourcing

/// Folds events as a log would hand them to a projection.
func fold<P: Projection>(_ type: P.Type, _ events: [any Event], into start: P = P()) throws -> P {
  var projection = start
  for event in events where P.Fact.types.contains(Swift.type(of: event).type) {
    let fact = try WireReader.reading(event.encoded()) { (r: inout WireReader) throws(FieldError) in
      try P.Fact.read(Swift.type(of: event).type, &r)
    }
    let context = EventContext(position: Position(rawValue: 1), occurredAt: .zero, committedAt: .zero)
    if let fact { projection.apply(fact, context) }
  }
  return projection
}

/// The rows of a projection's snapshot.
func snapshot<P: Projection>(_ projection: P) throws -> [[UInt8]] {
  var chunks: [[UInt8]] = []
  var writer = SnapshotWriter { chunks.append(Array($0)) }
  try projection.save(&writer)
  writer.finish()
  return chunks
}

/// The projection that a snapshot gives back.
func restored<P: Projection>(_ type: P.Type, _ chunks: [[UInt8]]) throws -> P {
  var rest = chunks[...]
  var reader = SnapshotReader { () throws(FieldError) in rest.popFirst() }
  var projection = P()
  try projection.load(&reader)
  return projection
}
