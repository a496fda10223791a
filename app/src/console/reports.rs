//! What the page of a report starts with: its address says it all, and the browser tells where it is.

use super::Pages;
use crate::api::Failure;
use crate::first::First;
use axum::http::{HeaderMap, HeaderName, Uri, header};
use domain::report::{Kind, Question, Unknown};
use domain::user::User;
use leptos_router::location::RequestUrl;
use server::desk::Reader;
use server::error::Error;

/// What a browser tells of the calendar of who uses it.
pub(super) fn reader(headers: &HeaderMap) -> Reader {
    let told = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let languages = told(header::ACCEPT_LANGUAGE).unwrap_or_default();
    let language = languages.split([',', ';']).next().unwrap_or_default();
    let cookies = told(header::COOKIE).unwrap_or_default().split(';');
    let mut zone = cookies.filter_map(|cookie| cookie.trim().strip_prefix("zone="));
    Reader {
        zone: zone.next_back().unwrap_or_default().to_owned(),
        language: language.trim().to_owned(),
    }
}

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
    fn a_browser_tells_where_it_is() {
        let mut headers = HeaderMap::new();
        assert_eq!(reader(&headers), Reader::default());
        for (name, value) in [
            (header::ACCEPT_LANGUAGE, "fr-CA,fr;q=0.9"),
            (header::COOKIE, "session=zone=1; zone=America/Toronto"),
        ] {
            headers.insert(name, value.parse().unwrap());
        }
        let expected = Reader {
            zone: "America/Toronto".to_owned(),
            language: "fr-CA".to_owned(),
        };
        assert_eq!(reader(&headers), expected);
    }

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
