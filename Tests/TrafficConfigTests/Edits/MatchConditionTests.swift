import Documents
import Testing

@testable import TrafficConfig

@Suite struct MatchConditionTests {
  @Test(
    arguments: [
      ("header:end-user=jason", #"{"headers":{"end-user":{"exact":"jason"}}}"#),
      ("header:end-user^=ja", #"{"headers":{"end-user":{"prefix":"ja"}}}"#),
      ("header:end-user~=ja.*", #"{"headers":{"end-user":{"regex":"ja.*"}}}"#),
      ("header:x-test", #"{"headers":{"x-test":{}}}"#),
      ("header:a=b=c", #"{"headers":{"a":{"exact":"b=c"}}}"#),
      ("header:a^", #"{"headers":{"a^":{}}}"#),
      ("!header:x-test", #"{"withoutHeaders":{"x-test":{"regex":"*"}}}"#),
      ("!header:x-test=a", #"{"withoutHeaders":{"x-test":{"exact":"a"}}}"#),
      ("!method=POST", #"{"withoutHeaders":{":method":{"exact":"POST"}}}"#),
      ("uri^=/api", #"{"uri":{"prefix":"/api"}}"#),
      ("method=GET", #"{"method":{"exact":"GET"}}"#),
      ("host=a.example", #"{"authority":{"exact":"a.example"}}"#),
      ("query:page=2", #"{"queryParams":{"page":{"exact":"2"}}}"#),
      ("query:page", #"{"queryParams":{"page":{"regex":".*"}}}"#),
      ("port=9080", #"{"port":9080}"#),
      ("source:app=productpage", #"{"sourceLabels":{"app":"productpage"}}"#),
      ("namespace=prod", #"{"sourceNamespace":"prod"}"#),
      ("gateway=istio-system/main", #"{"gateways":["istio-system/main"]}"#),
    ])
  func reads(text: String, json: String) throws {
    let condition = try MatchCondition(parsing: text)
    #expect(try MatchCondition.document([condition]).serialized() == json)
    let object = try Fixtures.document("VirtualService", "{hosts: [reviews], http: []}")
    var route = object
    route[["spec", "http"]] = [
      ["match": [try MatchCondition.document([condition])], "route": [["destination": ["host": "reviews"]]]]
    ]
    #expect(Validator.webhook(route).filter { $0.level == .error } == [])
  }

  @Test(arguments: [
    "", "header", "header:", "header:a b=c", "uri", "uri^=", "port=x", "port=0", "port^=9", "source:app", "cookie=a",
    "!uri=/x", "!port=1", "uri~=(", "namespace^=a", "gateway",
  ])
  func refuses(text: String) {
    #expect {
      _ = try MatchCondition(parsing: text)
    } throws: { error in
      (error as? ChangeRefusal)?.reason == .badMatch
    }
  }

  @Test func severalAreOneMatchThatAsksForAll() throws {
    let texts = ["header:a=1", "header:b", "uri^=/x", "gateway=mesh", "gateway=g"]
    let conditions = try texts.map { text in try MatchCondition(parsing: text) }
    #expect(
      try MatchCondition.document(conditions).serialized()
        == #"{"headers":{"a":{"exact":"1"},"b":{}},"uri":{"prefix":"/x"},"gateways":["mesh","g"]}"#)
    let twice = try ["uri=/a", "uri^=/b"].map { text in try MatchCondition(parsing: text) }
    #expect(throws: ChangeRefusal.self) { try MatchCondition.document(twice) }
  }
}
