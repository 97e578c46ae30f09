import Testing

@testable import Kubernetes

@Suite struct ProxyEnvironmentTests {
  @Test(
    arguments: [
      ("https://api.example.com", "", "http://p:3128"),
      ("https://api.example.com", "example.com", nil),
      ("https://api.example.com", "other.com, .example.com", nil),
      ("https://api.example.com", "*.example.com", nil),
      ("https://api.example.com", "api.example.com:443", nil),
      ("https://api.example.com", "api.example.com:6443", "http://p:3128"),
      ("https://notexample.com", "example.com", "http://p:3128"),
      ("https://api.example.com", "*", nil),
      ("https://10.1.2.3:6443", "10.0.0.0/8", nil),
      ("https://11.1.2.3:6443", "10.0.0.0/8", "http://p:3128"),
      ("https://10.1.2.3:6443", "0.0.0.0/0", nil),
      ("https://10.1.2.3:6443", "10.0.0.0/99,x/8,1.2.3/8", "http://p:3128"),
      ("https://127.0.0.1:6443", "", nil),
      ("https://localhost:6443", "", nil),
      ("https://[::1]:6443", "", nil),
      ("http://api.example.com", "", nil),
    ] as [(String, String, String?)])
  func finds(server: String, exceptions: String, expected: String?) throws {
    let url = try #require(ServerURL(server))
    let proxy = try ProxyEnvironment.proxy(
      for: url, environment: ["HTTPS_PROXY": "p:3128", "no_proxy": exceptions])
    #expect(proxy?.description == expected)
  }

  @Test func theKubeconfigWins() throws {
    let text = """
      current-context: c
      contexts: [{name: c, context: {cluster: k}}]
      clusters: [{name: k, cluster: {server: 'https://h:1', proxy-url: 'http://mine:1'}}, {name: l, cluster: {server: 'https://h:1'}}]
      """
    let environment = ["HTTPS_PROXY": "http://theirs:2"]
    #expect(try Kubeconfig.parse(text, environment: environment).connection().proxy?.host == "mine")
    let other = text.replacing("cluster: k}", with: "cluster: l}")
    #expect(try Kubeconfig.parse(other, environment: environment).connection().proxy?.host == "theirs")
  }
}
