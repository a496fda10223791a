//! What the page of a report starts with: its address says it all, and the browser tells where it is. The list of sessions is read
//! as a report is.

use super::Pages;
use crate::api::Failure;
use crate::first::First;
use axum::http::Uri;
use domain::report::{Filter, Kind, Question, Unknown, View};
use domain::user::User;
use leptos_router::location::RequestUrl;
use server::desk::Reader;
use server::error::Error;

/// What the report at an address is asked for; `None` where there is none.
pub(super) fn asked(uri: &Uri) -> Option<Result<Question, Unknown>> {
    let kind = Kind::of_path(uri.path())?;
    let address = RequestUrl::new(&uri.to_string()).parse().ok()?;
    let fields = address.search_params();
    let read = kind.read(|name| Some(fields.get_all(name)?.join(",")));
    Some(read.map(|query| query.question))
}

/// Whether the address of the list of sessions asks for something that there is not.
pub(super) fn is_wrong_list(uri: &Uri) -> bool {
    if uri.path() != "/sessions" {
        return false;
    }
    let Ok(address) = RequestUrl::new(&uri.to_string()).parse() else {
        return true;
    };
    let fields = address.search_params();
    let view = fields.get("view").unwrap_or_default();
    let is_shown = view.is_empty() || [View::Kanban, View::List].map(View::word).contains(&&*view);
    !is_shown || Filter::read(|name| fields.get(name)).is_err()
}

impl Pages {
    /// A report, or why it says nothing.
    pub(super) async fn first_of_report(
        &self,
        user: &User,
        question: &Question,
        reader: &Reader,
    ) -> Result<First, Error> {
        let answer = self.desk.report(user, question.clone(), reader).await;
        Ok(First::Report(Box::new(match answer {
            Ok(report) => Ok(report),
            Err(Error::Invalid(problems)) => Err(Failure::Invalid(problems)),
            Err(error) => return Err(error),
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_asked_for() {
        let asked_for = |address: &str| asked(&address.parse().unwrap());
        assert_eq!(asked_for("/inbox"), None);
        let usual = Kind::Operators.usual().question;
        assert_eq!(asked_for("/reports/operators?view=pivot"), Some(Ok(usual)));
        let unknown = asked_for("/reports?by=moon").unwrap().unwrap_err();
        assert_eq!(unknown.field, "by");
    }

    #[test]
    fn a_list_is_wrong_if_one_of_its_fields_is() {
        let is_wrong = |address: &str| is_wrong_list(&address.parse().unwrap());
        for right in [
            "/sessions",
            "/sessions?rating=5&view=list",
            "/sessions?view=",
            "/inbox?rating=6",
        ] {
            assert!(!is_wrong(right), "{right}");
        }
        for wrong in [
            "/sessions?rating=6",
            "/sessions?from=2026-02-30",
            "/sessions?view=round",
        ] {
            assert!(is_wrong(wrong), "{wrong}");
        }
    }
}
