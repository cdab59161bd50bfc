import SocketKit
import Testing

/// A picture as one browser showed it to one viewer.
struct Sight {
  var picture: DrawnPicture
  var view: BrowserView
  var survey: PageSurvey
  /// What the browser said against it.
  var complaints: [String]
  /// What a screen reader says of each drawing.
  var spokenNames: [String]

  private static let made = Result { try look() }

  /// Each picture in each view, looked at once for all tests that judge them.
  static func all(of picture: DrawnPicture) throws -> [Sight] {
    try #require(try? made.get(), "\(made)").filter { $0.picture == picture }
  }

  private static func look() throws -> [Sight] {
    let folder = try TemporaryFolder()
    let browser = try Browser()
    var sights: [Sight] = []
    for picture in DrawnPicture.allCases {
      let path = try picture.draw(in: folder)
      for view in BrowserView.all {
        let isTelephone = picture.isPage && view.width == BrowserView.narrow
        let page = try BrowserPage(path, view, isTelephone: isTelephone, in: browser)
        let survey = try PageSurvey(page)
        let names = try page.spokenNames()
        sights.append(
          Sight(
            picture: picture, view: view, survey: survey, complaints: try page.complaints(), spokenNames: names))
      }
    }
    return sights
  }
}
