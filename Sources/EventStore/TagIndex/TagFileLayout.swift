import Crypto
import EventSourcing

/// The layout of a `.tags` file: which positions of one closed segment carry which tag and have which type.
///
/// The file is disposable: it holds nothing that the segment does not, and is rebuilt when missing or damaged.
/// It consists of pages, so that a look-up reads and checks a few of them and never the whole file:
///
/// ```text
/// page    [ payload 4088 | checksum 8 ]      first 8 bytes of SHA-256(page number, 8 bytes LE || payload)
///
/// header     1 page    magic 8 | log id 16 | base 8 | last 8 | seal root 32 | tags 8
///                      | filter words 8 | directory pages 8 | postings bytes 8           integers little-endian
/// filter     n pages   the words of the tag filter, 511 a page
/// directory  n pages   [ tag hash 8 | offset in postings 8 ], 255 a page, ascending by hash
/// postings   n pages   for each tag: kind, length, bytes, count, then (position delta, type) each; varints
/// ```
///
/// Tag kind 0 stands for event types. Hashes are spread evenly, so that interpolation finds a directory page at once.
enum TagFileLayout {
  static let magic: UInt64 = 0x3153_4741_544B_4244  // "DBKTAGS1"
  static let pageSize = 4096
  static let payloadSize = 4088
  static let wordsPerPage = 511
  static let directoryEntriesPerPage = 255

  /// Which closed segment a file describes.
  struct Subject: Equatable, Sendable {
    var logID: [UInt8]
    var base: Position
    var last: Position
    var sealRoot: [UInt8]
  }

  /// The numbers of the header page behind the subject.
  struct Header: Equatable, Sendable {
    var subject: Subject
    var tags: Int
    var filterWords: Int
    var directoryPages: Int
    var postingsBytes: Int

    var filterPages: Int { (filterWords + wordsPerPage - 1) / wordsPerPage }
    var firstFilterPage: Int { 1 }
    var firstDirectoryPage: Int { 1 + filterPages }
    var firstPostingsPage: Int { firstDirectoryPage + directoryPages }
    var postingsPages: Int { (postingsBytes + payloadSize - 1) / payloadSize }
    var pages: Int { firstPostingsPage + postingsPages }
  }

  /// The checksum of a page.
  static func checksum(page number: Int, payload: ArraySlice<UInt8>) -> UInt64 {
    var hash = SHA256()
    var head: [UInt8] = []
    append(UInt64(number), to: &head)
    hash.update(data: head)
    hash.update(data: payload)
    return unsafe hash.finalize().withUnsafeBytes {
      UInt64(littleEndian: unsafe $0.loadUnaligned(as: UInt64.self))
    }
  }

  static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  static func append(varint value: UInt64, to bytes: inout [UInt8]) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  /// The eight bytes at an offset, little-endian.
  static func word(_ bytes: [UInt8], at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

extension TagFileLayout {
  /// The bytes of the file that describes what a table holds.
  static func encode(_ table: PostingTable, _ subject: Subject) -> [UInt8] {
    precondition(subject.base == table.base && subject.last == table.last, "the table is of another segment")
    var postings: [UInt8] = []
    var directory: [UInt8] = []
    // A tag whose events all moved on to the next segment is still known to the table, and has no postings.
    var order: [(hash: UInt64, index: Int)] = []
    order.reserveCapacity(table.entries.count)
    for index in table.entries.indices where table.entries[index].count > 0 {
      order.append((table.entries[index].hash, index))
    }
    order.sort { $0.hash < $1.hash }
    let (starts, places) = table.appearances()
    directory.reserveCapacity((order.count / directoryEntriesPerPage + 1) * payloadSize)
    postings.reserveCapacity(order.count * likelyTagBytes + places.count * likelyPlaceBytes)
    var filter = TagFilter(expecting: order.count)
    var pageFill = 0
    for (_, index) in order {
      let entry = table.entries[index]
      filter.insert(entry.hash)
      if pageFill == directoryEntriesPerPage {
        directory.append(contentsOf: repeatElement(0, count: payloadSize - directoryEntriesPerPage * 16))
        pageFill = 0
      }
      append(entry.hash, to: &directory)
      append(UInt64(postings.count), to: &directory)
      pageFill += 1
      encode(entry, at: places[starts[index]..<starts[index + 1]], to: &postings)
    }
    let header = Header(
      subject: subject, tags: order.count, filterWords: filter.words.count,
      directoryPages: (directory.count + payloadSize - 1) / payloadSize, postingsBytes: postings.count)
    return pages(header, filter, directory, postings)
  }

  /// A kind, a UUID, and how often it appears.
  private static let likelyTagBytes = 20
  /// How far it is to a position, and a type number.
  private static let likelyPlaceBytes = 5
  /// Two varints of 32 bits.
  private static let largestPlaceBytes = 10

  private static func encode(
    _ entry: PostingTable.Entry, at places: ArraySlice<PostingTable.Place>, to bytes: inout [UInt8]
  ) {
    append(varint: UInt64(entry.tag.kind), to: &bytes)
    append(varint: UInt64(entry.tag.value.count), to: &bytes)
    unsafe entry.tag.value.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    append(varint: UInt64(entry.count), to: &bytes)
    bytes.append(addingCapacity: places.count * largestPlaceBytes) { bytes in
      var previous: UInt32 = 0
      for place in places {
        append(varint: place.offset - previous, to: &bytes)
        append(varint: place.type, to: &bytes)
        previous = place.offset
      }
    }
  }

  private static func append(varint value: UInt32, to bytes: inout OutputSpan<UInt8>) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  private static func pages(
    _ header: Header, _ filter: TagFilter, _ directory: [UInt8], _ postings: [UInt8]
  ) -> [UInt8] {
    var file: [UInt8] = []
    file.reserveCapacity(header.pages * pageSize)
    var number = 0
    func add(_ payload: ArraySlice<UInt8>) {
      let start = file.count
      file.append(contentsOf: payload)
      file.append(contentsOf: repeatElement(0, count: payloadSize - payload.count))
      append(checksum(page: number, payload: file[start...]), to: &file)
      number += 1
    }
    func addAll(_ bytes: [UInt8]) {
      for start in stride(from: 0, to: bytes.count, by: payloadSize) {
        add(bytes[start..<min(start + payloadSize, bytes.count)])
      }
    }
    add(encode(header)[...])
    var words: [UInt8] = []
    for word in filter.words { append(word, to: &words) }
    addAll(words)
    addAll(directory)
    addAll(postings)
    return file
  }

  private static func encode(_ header: Header) -> [UInt8] {
    var bytes: [UInt8] = []
    append(magic, to: &bytes)
    bytes.append(contentsOf: header.subject.logID)
    append(header.subject.base.rawValue, to: &bytes)
    append(header.subject.last.rawValue, to: &bytes)
    bytes.append(contentsOf: header.subject.sealRoot)
    append(UInt64(header.tags), to: &bytes)
    append(UInt64(header.filterWords), to: &bytes)
    append(UInt64(header.directoryPages), to: &bytes)
    append(UInt64(header.postingsBytes), to: &bytes)
    return bytes
  }

  /// The header in a page's payload; nil if it is not one.
  static func decodeHeader(_ payload: [UInt8]) -> Header? {
    guard payload.count == payloadSize, word(payload, at: 0) == magic else { return nil }
    func number(at offset: Int) -> Int? { Int(exactly: word(payload, at: offset)) }
    guard let tags = number(at: 72), let words = number(at: 80), let directory = number(at: 88),
      let postings = number(at: 96)
    else { return nil }
    let subject = Subject(
      logID: Array(payload[8..<24]), base: Position(rawValue: word(payload, at: 24)),
      last: Position(rawValue: word(payload, at: 32)), sealRoot: Array(payload[40..<72]))
    return Header(
      subject: subject, tags: tags, filterWords: words, directoryPages: directory, postingsBytes: postings)
  }
}
