/// What the command line decides.
struct Settings {
  var interface: String?
  var file: String?
  var filter = ""
  var count: Int?
  var showsOctets = false
  var showsLink = false
}
