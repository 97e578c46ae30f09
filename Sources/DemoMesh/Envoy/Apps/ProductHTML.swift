import Documents

/// Bookinfo's product page as a browser shows it.
struct ProductHTML {
  let server: AppServer
  let user: String?
  let details: AppCallResult?
  let reviews: AppCallResult?

  static let index = document(
    """
    <h1>Bookinfo</h1>
    <p>Istio's sample application, on the proxies of Vigla's demo.</p>
    <p><a href="/productpage">Product page</a></p>
    """)

  var text: String {
    Self.document(
      """
      <p class="user">\(userLine)</p>
      <h1>\(Self.escaped(BookinfoData.title))</h1>
      <p>\(Self.escaped(BookinfoData.summary))</p>
      <section id="details"><h2>Book Details</h2>
      \(detailsText)</section>
      <section id="reviews"><h2>Book Reviews</h2>
      \(reviewsText)</section>
      <p class="served">Page served by \(Self.escaped(server.pod)), version \(Self.escaped(server.version)).</p>
      """)
  }

  private var userLine: String {
    if let user { return "Signed in as \(Self.escaped(user)). <a href=\"/logout\">Sign out</a>" }
    return """
      <form method="post" action="/login">
      <input name="username" aria-label="User name" required pattern="[A-Za-z0-9._-]{1,64}">
      <button>Sign in</button></form>
      """
  }

  private var detailsText: String {
    guard let object = details?.document?.object else { return Self.note("details") }
    let shown = [
      ("type", "Type"), ("pages", "Pages"), ("publisher", "Publisher"), ("language", "Language"),
      ("ISBN-10", "ISBN-10"), ("ISBN-13", "ISBN-13"),
    ]
    let rows = shown.compactMap { key, title in
      object[key].map { "<dt>\(title)</dt><dd>\(Self.escaped(Self.plain($0)))</dd>" }
    }
    return "<dl>\(rows.joined())</dl>\n\(served(object))"
  }

  private var reviewsText: String {
    guard let object = reviews?.document?.object, let list = object["reviews"]?.array else {
      return Self.note("reviews")
    }
    let quotes = list.map { review in
      let text = Self.escaped(review["text"]?.string ?? "")
      let reviewer = Self.escaped(review["reviewer"]?.string ?? "")
      return "<blockquote>\(text)<footer>\(reviewer)</footer>\(rating(review["rating"]))</blockquote>\n"
    }
    return quotes.joined() + served(object)
  }

  private func rating(_ rating: JSONValue?) -> String {
    guard let rating else { return "" }
    guard let stars = rating["stars"]?.int, (0...5).contains(stars) else {
      return "<p class=\"note\">\(Self.escaped(rating["error"]?.string ?? BookinfoPages.ratingsNote))</p>"
    }
    let color = rating["color"]?.string == "red" ? "red" : "black"
    let drawn = String(repeating: "\u{2605}", count: stars) + String(repeating: "\u{2606}", count: 5 - stars)
    return "<span class=\"stars \(color)\" title=\"\(stars) of 5\">\(drawn)</span>"
  }

  private func served(_ object: JSONObject) -> String {
    guard let pod = object["podname"]?.string, let version = object["version"]?.string else { return "" }
    return "<p class=\"served\">Served by \(Self.escaped(pod)), version \(Self.escaped(version)).</p>\n"
  }

  // MARK: - Pieces

  private static func note(_ service: String) -> String {
    """
    <p class="note"><b>Error fetching product \(service)!</b><br>\(escaped(BookinfoPages.note(service)))</p>

    """
  }

  private static func plain(_ value: JSONValue) -> String { value.string ?? value.int.map { String($0) } ?? "" }

  private static func document(_ body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>Bookinfo</title>
    <style>
    body { font: 16px/1.5 sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
    dt { font-weight: bold; } .served { color: #666; font-size: 85%; } .note { color: #a40000; }
    .red { color: #c00; } .black { color: #000; }
    </style></head><body>
    \(body)
    </body></html>

    """
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
