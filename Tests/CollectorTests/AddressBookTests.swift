import MeshModel
import Testing

@testable import Collector

@Suite struct AddressBookTests {
  static func end(_ name: String) -> FlowKey.End {
    FlowKey.End(cluster: "Kubernetes", namespace: "default", workload: name, app: name, version: "v1")
  }

  @Test func podsOwnAllPortsOfTheirAddress() {
    var book = AddressBook()
    book.add(pod: "10.0.0.1", Self.end("a"))
    book.add(pod: "fd00::1", Self.end("b"))
    book.add(pod: "", Self.end("c"))
    #expect(book.owner(of: "10.0.0.1:9080")?.workload == "a")
    #expect(book.owner(of: "10.0.0.2:9080") == nil)
    #expect(book.owner(of: "") == nil)
  }

  @Test func anAddressOfTwoIsNobodys() {
    var book = AddressBook()
    book.add(pod: "10.0.0.1", Self.end("a"))
    book.add(pod: "10.0.0.1", Self.end("b"))
    #expect(book.owner(of: "10.0.0.1:1") == nil)
    book.add(proxy: Self.end("c"), host: "10.0.0.1", listeners: ["0.0.0.0:80"])
    #expect(book.owner(of: "10.0.0.1:80")?.workload == "c")
  }

  @Test func proxiesOfAMachineAreToldApartByTheirPorts() {
    var book = AddressBook()
    book.add(proxy: Self.end("front"), host: "127.0.0.1", listeners: ["127.0.0.1:10000"])
    book.add(proxy: Self.end("back"), host: "localhost", listeners: ["127.0.0.1:10001"])
    book.add(proxy: Self.end("silent"), host: "127.0.0.1", listeners: [])
    #expect(book.owner(of: "127.0.0.1:10001")?.workload == "back")
    #expect(book.owner(of: "127.0.0.1:9000") == nil)
  }

  @Test func anAddressOfItsOwnIsTheProxysUntilItsListenersTellOtherwise() {
    var book = AddressBook()
    book.add(proxy: Self.end("a"), host: "10.0.0.1", listeners: [])
    book.add(proxy: Self.end("b"), host: "10.0.0.2", listeners: ["10.0.0.2:80"])
    book.add(proxy: Self.end("c"), host: "10.0.0.3", listeners: ["0.0.0.0:15006"])
    #expect(book.owner(of: "10.0.0.1:9080")?.workload == "a")
    #expect(book.owner(of: "10.0.0.2:9080") == nil)
    #expect(book.owner(of: "10.0.0.3:9080")?.workload == "c")
  }

  @Test(arguments: [
    ("http://10.0.0.1:15090/stats/prometheus", nil as String?, "http://10.0.0.1:15090", "10.0.0.1"),
    ("http://[fd00::1]:9901", nil, "http://[fd00::1]:9901", "[fd00::1]"),
    ("http://h?x=1", "http://h:15000/", "http://h:15000", "h"), ("https://h", nil, "https://h", "h"),
  ]) func endpointsTellWhereTheAdminInterfaceIs(url: String, admin: String?, base: String, host: String) {
    let entry = EndpointEntry(url: url, admin: admin)
    #expect(entry.adminURL == base)
    #expect(entry.host == host)
  }
}
