import Documents
import TrafficConfig

/// A value of a topology document with its place, read with errors that name the place.
struct TopologyNode {
  let value: JSONValue
  let path: JSONPath

  func failure(_ message: String) -> MeshTopologyError { MeshTopologyError(path: path, message: message) }

  /// Refuses members that are not known, so that a misspelt one is not passed over.
  func expectKeys(_ known: Set<String>) throws(MeshTopologyError) {
    guard let object = value.object else { throw failure("must be an object, is \(value.kindName)") }
    for key in object.keys where !known.contains(key) {
      let names = known.sorted().joined(separator: ", ")
      throw MeshTopologyError(path: path.appending(key), message: "is not known; known are \(names)")
    }
  }

  func member(_ key: String) -> TopologyNode? {
    value[key].map { TopologyNode(value: $0, path: path.appending(key)) }
  }

  func elements(_ key: String) throws(MeshTopologyError) -> [TopologyNode] {
    guard let node = member(key) else { return [] }
    guard let array = node.value.array else { throw node.failure("must be a list, is \(node.value.kindName)") }
    return array.enumerated().map { TopologyNode(value: $1, path: node.path.appending($0)) }
  }

  func string(_ key: String) throws(MeshTopologyError) -> String? {
    guard let node = member(key) else { return nil }
    guard let text = node.value.string else { throw node.failure("must be a string, is \(node.value.kindName)") }
    return text
  }

  /// A DNS label, as Kubernetes wants names to be.
  func name(_ key: String) throws(MeshTopologyError) -> String? {
    guard let text = try string(key) else { return nil }
    let isName =
      (1...63).contains(text.utf8.count) && text.first != "-" && text.last != "-"
      && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    guard isName else {
      throw TopologyNode(value: .null, path: path.appending(key)).failure(
        "must be a name of lower-case letters, digits and hyphens, is \"\(text)\"")
    }
    return text
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(MeshTopologyError) -> Int? {
    guard let node = member(key) else { return nil }
    guard let number = node.value.int, range.contains(number) else {
      throw node.failure("must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func number(_ key: String, in range: ClosedRange<Double>) throws(MeshTopologyError) -> Double? {
    guard let node = member(key) else { return nil }
    guard let number = node.value.double, range.contains(number) else {
      throw node.failure("must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func flag(_ key: String) throws(MeshTopologyError) -> Bool? {
    guard let node = member(key) else { return nil }
    guard let flag = node.value.bool else { throw node.failure("must be true or false") }
    return flag
  }

  /// Seconds of a duration such as `250ms`.
  func seconds(_ key: String) throws(MeshTopologyError) -> Double? {
    guard let text = try string(key) else { return nil }
    guard let seconds = DurationText.seconds(text), seconds > 0, seconds <= 3600 else {
      throw TopologyNode(value: .null, path: path.appending(key)).failure(
        "must be a duration up to an hour, such as 250ms or 2s, is \"\(text)\"")
    }
    return seconds
  }

  func strings(_ key: String) throws(MeshTopologyError) -> [String: String] {
    guard let node = member(key) else { return [:] }
    guard let object = node.value.object else { throw node.failure("must be an object, is \(node.value.kindName)") }
    var strings: [String: String] = [:]
    for (name, value) in object {
      guard let text = value.string else {
        throw MeshTopologyError(path: node.path.appending(name), message: "must be a string, is \(value.kindName)")
      }
      strings[name] = text
    }
    return strings
  }
}
