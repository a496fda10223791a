//! What the page of a report starts with: its address says it all, and the browser tells where it is.

use super::Pages;
use crate::api::Failure;
use crate::first::First;
use axum::http::Uri;
use domain::report::{Kind, Question, Unknown};
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
}
