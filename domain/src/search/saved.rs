//! What an operator seeks again and again, under names of his own (spec 8.2).

use super::Filter;
use crate::kept::{self, Kept};
use crate::limit;
use crate::problem::{Fault, Problem};
use serde::{Deserialize, Serialize};

/// A search under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// What its operator calls it.
    pub name: String,
    /// What is sought, as the fields of an address.
    pub fields: Vec<(String, String)>,
}

impl SavedView {
    /// What is sought, under a name.
    pub fn of(filter: &Filter, name: String) -> Self {
        let fields = filter.fields().into_iter();
        Self {
            name,
            fields: fields
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        }
    }

    /// All views of an operator as they are stored, in their order.
    ///
    /// # Errors
    /// What is wrong: `view-PLACE` of one, `views` of all.
    pub fn check(views: Vec<Self>) -> Result<Vec<Self>, Vec<Problem>> {
        kept::check(views, limit::SAVED_VIEWS)
    }
}

impl Kept for SavedView {
    fn name(&self) -> &str {
        &self.name
    }

    fn rename(&mut self, name: String) {
        self.name = name;
    }

    fn is_as(&self, other: &Self) -> bool {
        self.fields == other.fields
    }

    fn checked(self) -> Result<Self, Fault> {
        let field = |name: &'static str| {
            let found = self.fields.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone())
        };
        let filter = Filter::read(field).map_err(|_| Fault::Unknown)?;
        super::Query::parse(&filter.words)?;
        Ok(Self::of(&filter, self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Stand;

    fn view(name: &str) -> SavedView {
        let filter = Filter {
            words: "tea".to_owned(),
            stand: Some(Stand::Open),
            ..Filter::default()
        };
        SavedView::of(&filter, name.to_owned())
    }

    fn faults(views: Vec<SavedView>) -> Vec<(String, Fault)> {
        let problems = SavedView::check(views).unwrap_err().into_iter();
        problems
            .map(|problem| (problem.field, problem.fault))
            .collect()
    }

    #[test]
    fn views_keep_their_order_and_what_they_seek() {
        let checked = SavedView::check(vec![view(" Mine  today"), view("Open")]).unwrap();
        assert_eq!(checked, [view("Mine today"), view("Open")]);
        assert_eq!(SavedView::check(checked.clone()), Ok(checked));
    }

    #[test]
    fn a_name_is_needed_once_and_what_is_sought_has_to_be_there() {
        let mut unknown = view("Strange");
        unknown.fields.push(("tag".to_owned(), "x".to_owned()));
        let mut long = view("Long");
        long.fields[0].1 = "w".repeat(limit::QUERY_CHARACTERS + 1);
        let wrong = faults(vec![view(""), view("Open"), view("OPEN"), unknown, long]);
        let limit = limit::QUERY_CHARACTERS;
        let expected = [
            ("view-0", Fault::Missing),
            ("view-2", Fault::Taken),
            ("view-3", Fault::Unknown),
            ("view-4", Fault::TooLong { limit }),
        ];
        assert_eq!(
            wrong,
            expected.map(|(field, fault)| (field.to_owned(), fault))
        );
    }

    #[test]
    fn fields_of_no_meaning_are_left_out() {
        let mut more = view("Open");
        more.fields.push(("colour".to_owned(), "red".to_owned()));
        assert_eq!(SavedView::check(vec![more]), Ok(vec![view("Open")]));
    }

    #[test]
    fn views_of_the_limit_are_kept_and_one_more_refused() {
        let limit = limit::SAVED_VIEWS;
        let views = |count: usize| (0..count).map(|n| view(&n.to_string())).collect();
        assert!(SavedView::check(views(limit)).is_ok());
        let expected = ("views".to_owned(), Fault::TooMany { limit });
        assert_eq!(faults(views(limit + 1)), [expected]);
    }
}
