import Documents

/// What the services of Bookinfo know about the one book.
enum BookinfoData {
  static let title = "The Comedy of Errors"
  static let summary =
    "Two pairs of twins, parted as children, come to the same town on the same day; everyone takes everyone for someone else."

  private static let reviewers: [(name: String, stars: Int, text: String)] = [
    ("Reviewer1", 5, "Hardly a page without a laugh, and over in one evening. The best of the early comedies."),
    ("Reviewer2", 4, "Great fun once it is clear who is who. A table of the twins at the front would have helped."),
  ]

  static let products: JSONValue = [["id": 0, "title": .string(title), "descriptionHtml": .string(summary)]]

  static func details(_ id: Int, _ server: AppServer) -> JSONValue {
    served(
      [
        "id": JSONValue(id), "author": "William Shakespeare", "year": 1595, "type": "paperback", "pages": 200,
        "publisher": "PublisherA", "language": "English", "ISBN-10": "1234567890", "ISBN-13": "123-1234567890",
      ], by: server)
  }

  static func ratings(_ id: Int, _ server: AppServer) -> JSONValue {
    let stars = JSONObject(reviewers.map { ($0.name, JSONValue($0.stars)) })
    return served(["id": JSONValue(id), "ratings": .object(stars)], by: server)
  }

  /// - Parameter ratings: the call to ratings; nil for a version that does not make it, whose reviews have no stars.
  static func reviews(_ id: Int, _ server: AppServer, ratings: AppCallResult?) -> JSONValue {
    let stars = ratings?.document?["ratings"]
    let reviews = reviewers.map { reviewer -> JSONValue in
      var review: JSONObject = ["reviewer": .string(reviewer.name), "text": .string(reviewer.text)]
      if ratings != nil {
        let given = stars?[reviewer.name]?.int
        review["rating"] =
          given.map { ["stars": JSONValue($0), "color": .string(color(of: server.version))] }
          ?? ["error": .string(BookinfoPages.ratingsNote)]
      }
      return .object(review)
    }
    return served(
      ["id": .string(String(id)), "podname": .string(server.pod), "clustername": "null", "reviews": .array(reviews)],
      by: server)
  }

  /// v2 gives black stars, v3 red ones.
  private static func color(of version: String) -> String { version == "v3" ? "red" : "black" }

  private static func served(_ object: JSONObject, by server: AppServer) -> JSONValue {
    var object = object
    object["podname"] = .string(server.pod)
    object["version"] = .string(server.version)
    return .object(object)
  }
}
