/// Numbers for the keys of recorded values, counted from 1 in the order in which they came.
struct KeyTable {
  private(set) var keys: [String] = []
  private var numbers: [String: UInt64] = [:]

  mutating func number(of key: String) -> UInt64 {
    if let known = numbers[key] { return known }
    keys.append(key)
    let number = UInt64(keys.count)
    numbers[key] = number
    return number
  }
}
