import Testing

@testable import Kubernetes

@Suite struct ServerURLTests {
  @Test(arguments: [
    ("https://10.0.0.1:6443", "https://10.0.0.1:6443"),
    ("https://api.example.com", "https://api.example.com:443"),
    ("http://localhost/", "http://localhost:80"),
    ("HTTPS://Host:1/k8s/clusters/c-1/", "https://Host:1/k8s/clusters/c-1"),
    ("127.0.0.1:8443", "https://127.0.0.1:8443"),
    ("https://[::1]:6443/x", "https://[::1]:6443/x"),
    ("https://ann:secret@host:7", "https://host:7"),
    ("https://host:7/p?token=secret", "https://host:7/p"),
  ])
  func reads(text: String, expected: String) {
    #expect(ServerURL(text)?.description == expected)
  }

  @Test(arguments: [
    "", "https://", "ftp://host", "https://host:port", "https://host:0", "https://host:70000", "https://[::1",
    "https://a b",
    "https://h\u{1B}[31m", "https://[::1]x", "https://host:",
  ])
  func refuses(text: String) { #expect(ServerURL(text) == nil) }
}
