import EventSourcing
import EventStore
import Restaurant
import SegmentLog

/// A stored event in the forms in which it is shown.
struct EventText {
  let event: StoredEvent
  let logID: LogID

  private var name: String { Catalogue.event(number: event.type.number)?.type.name ?? event.type.name }

  private var tags: [String] {
    get throws { try event.tags().map(Catalogue.tags.text) }
  }

  /// What the event is about: the first tag of the domain. The log's own tags name requests and causes.
  private var subject: String? {
    get throws {
      let own = TagKind.ofLog.map(\.number)
      return try event.tags().first { !own.contains($0.kind) }.map(Catalogue.tags.text)
    }
  }

  /// The fields as JSON; of a type that is not known here the raw bytes.
  private var data: JSONTree {
    get throws {
      if let decoded = try Catalogue.decode(event) { return .raw(try decoded.json()) }
      return ["raw": .string(event.record.hex)]
    }
  }

  /// One line for people.
  var line: String {
    get throws {
      "\(event.context.position)  \(event.context.occurredAt)  \(name)  \(try tags.joined(separator: " "))  \(try data.text)"
    }
  }

  /// One object for programs.
  var json: JSONTree {
    get throws {
      let header = try event.header()
      var members: [(String, JSONTree)] = [
        ("position", JSONTree(event.context.position.rawValue)), ("type", .string(name)),
        ("number", JSONTree(event.type.number)), ("occurred_at", JSONTree(event.context.occurredAt)),
        ("committed_at", JSONTree(event.context.committedAt)), ("tags", .array(try tags.map(JSONTree.string))),
      ]
      if let actor = header.actor {
        members.append(("actor", .string(actor.kind.name.description)))
        if !actor.id.array.isEmpty { members.append(("actor_id", .string(actor.id.array.hex))) }
      }
      if let correlation = header.correlation { members.append(("correlation", .string(correlation.hex))) }
      if let cause = header.causedBy { members.append(("caused_by", JSONTree(cause))) }
      if header.appendCount > 1 { members.append(("append_count", JSONTree(header.appendCount))) }
      members.append(("data", try data))
      return .object(members)
    }
  }

  /// A CloudEvent 1.0 in its JSON format. Log id and position make `source` and `id` unique together.
  var cloudEvent: JSONTree {
    get throws {
      var members: [(String, JSONTree)] = [
        ("specversion", "1.0"), ("id", .string(event.context.position.description)),
        ("source", .string("urn:daybook:log:\(logID)")), ("type", .string("daybook.\(name)")),
        ("time", JSONTree(event.context.occurredAt)),
      ]
      if let subject = try subject { members.append(("subject", .string(subject))) }
      members.append(("datacontenttype", "application/json"))
      members.append(("data", try data))
      return .object(members)
    }
  }
}

extension [UInt8] {
  /// Lower-case hexadecimal.
  var hex: String {
    let digits = Array<UInt8>("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Sixteen bytes a line, with their offsets and what is readable of them.
  var hexDump: String {
    stride(from: 0, to: count, by: 16).map { start in
      let row = Array(self[start..<Swift.min(start + 16, count)])
      let bytes = row.map { [$0].hex }.joined(separator: " ")
      let text = String(decoding: row.map { (0x20..<0x7f).contains($0) ? $0 : 0x2e }, as: UTF8.self)
      let offset = String(start, radix: 16)
      let padding = String(repeating: " ", count: 47 - bytes.count)
      return "\(String(repeating: "0", count: 6 - offset.count))\(offset)  \(bytes)\(padding)  \(text)"
    }.joined(separator: "\n")
  }
}
