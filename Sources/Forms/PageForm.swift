/// A form of a recognised text that is written page by page.
package protocol PageForm {
    /// What stands before the first page.
    var beginning: String { get }
    func text(of page: FormPage) -> String
    /// What stands after the last page.
    var ending: String { get }
}
