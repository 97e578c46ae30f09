/// A protobuf message under construction: strings and nested messages are all that the document needs.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  mutating func string(_ number: Int, _ text: String) {
    field(number, Array(text.utf8))
  }

  mutating func message(_ number: Int, _ body: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    body(&inner)
    field(number, inner.bytes)
  }

  private mutating func field(_ number: Int, _ content: [UInt8]) {
    varint(number << 3 | 2)
    varint(content.count)
    bytes += content
  }

  private mutating func varint(_ value: Int) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
