import Testing

@testable import Texts

@Suite struct LanguageTests {
  @Test(
    arguments: [
      ("zh_CN.UTF-8", .simplifiedChinese), ("zh", .simplifiedChinese), ("zh-Hans", .simplifiedChinese),
      ("zh_SG", .simplifiedChinese), ("zh_TW.UTF-8", nil), ("zh-Hant-HK", nil), ("en_GB.UTF-8", .english),
      ("C.UTF-8", .english), ("POSIX", .english), ("de_DE", nil), ("", nil),
    ] as [(String, Language?)])
  func names(name: String, language: Language?) { #expect(Language(name: name) == language) }

  @Test(
    arguments: [
      ([:], .english), (["LANG": "zh_CN.UTF-8"], .simplifiedChinese), (["LANG": "zh_CN", "LC_ALL": "C"], .english),
      (["LANG": "en_US", "LC_MESSAGES": "zh_CN"], .simplifiedChinese),
      (["LANG": "zh_CN", "LC_ALL": ""], .simplifiedChinese), (["LANG": "fr_FR"], .english),
    ] as [([String: String], Language)])
  func environments(environment: [String: String], language: Language) {
    #expect(Language(environment: environment) == language)
  }

  @Test func valuesStandInTheirPlaces() {
    let phrase: Phrase = "\(3) of \("four") cards"
    #expect(phrase.key == "{} of {} cards")
    #expect(phrase.text(in: .english) == "3 of four cards")
    #expect(Phrase.filled("{2} 个中有 {1} 个", with: ["3", "4"]) == "4 个中有 3 个")
    #expect(Phrase.filled("{} {} {9} {x} {", with: ["{}", "b"]) == "{} b {9} {x} {")
    #expect(tr("no such text \(1)") == "no such text 1")
    Language.$current.withValue(.simplifiedChinese) {
      #expect(tr("no such text \(1)") == "no such text 1")
      #expect(tr("quit") == "退出")
    }
  }
}
