//! The pages for people who are not signed in: each shows a form as it was sent before, if it was.

use super::{Pages, with_status};
use crate::page::{AccountForm, AccountRefusal, Content};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::limit;
use domain::problem::{Fault, Problem};
use serde::Deserialize;
use server::desk::Purpose;
use server::error::Error;

/// A form as the address tells it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    problem: String,
    token: String,
    next: String,
    name: String,
    email: String,
    asked: bool,
}

pub(super) async fn setup(
    State(pages): State<Pages>,
    Query(sent): Query<Sent>,
    request: Request,
) -> Response {
    let mut form = sent.form(AccountRefusal::SetupLink);
    if sent.problem.is_empty() && sent.token.is_empty() {
        form.refusal = Some(AccountRefusal::SetupLink);
    }
    pages.page(Content::Setup(form), request).await
}

pub(super) async fn sign_in(
    State(pages): State<Pages>,
    Query(sent): Query<Sent>,
    request: Request,
) -> Response {
    let form = sent.form(AccountRefusal::Wrong);
    pages.page(Content::SignIn(form), request).await
}

pub(super) async fn second_step(
    State(pages): State<Pages>,
    Query(sent): Query<Sent>,
    request: Request,
) -> Response {
    let form = sent.form(AccountRefusal::Unavailable);
    pages.page(Content::SecondStep(form), request).await
}

pub(super) async fn invitation(
    State(pages): State<Pages>,
    token: Result<Path<String>, PathRejection>,
    Query(sent): Query<Sent>,
    request: Request,
) -> Response {
    let form = sent.form(AccountRefusal::Link);
    let link = (Purpose::Invitation, token);
    pages.choice(link, form, Content::Invitation, request).await
}

pub(super) async fn reset(
    State(pages): State<Pages>,
    token: Result<Path<String>, PathRejection>,
    Query(sent): Query<Sent>,
    request: Request,
) -> Response {
    let form = sent.form(AccountRefusal::Link);
    let link = (Purpose::Reset, token);
    pages.choice(link, form, Content::Reset, request).await
}

pub(super) async fn forgot(
    State(pages): State<Pages>,
    Query(sent): Query<Sent>,
    request: Request,
) -> Response {
    let mut form = sent.form(AccountRefusal::Unavailable);
    match pages.desk.can_send_mail().await {
        Ok(true) => {}
        Ok(false) => form.refusal = Some(AccountRefusal::NoMail),
        Err(error) => return pages.refused(error, request).await,
    }
    pages.page(Content::Forgot(form), request).await
}

impl Pages {
    /// The form behind a link by e-mail; a link that is not good, or no longer, is told so.
    async fn choice(
        self,
        (purpose, token): (Purpose, Result<Path<String>, PathRejection>),
        mut form: AccountForm,
        content: impl FnOnce(AccountForm) -> Content,
        request: Request,
    ) -> Response {
        form.token = token.map(|Path(token)| token).unwrap_or_default();
        match self.desk.link_holder(purpose, &form.token).await {
            Ok(user) => {
                form.name = user.name;
                form.email = user.email;
                self.page(content(form), request).await
            }
            Err(Error::NotFound) => {
                form.refusal = Some(AccountRefusal::Link);
                with_status(
                    self.page(content(form), request).await,
                    StatusCode::NOT_FOUND,
                )
            }
            Err(error) => self.refused(error, request).await,
        }
    }
}

impl Sent {
    /// The form; `otherwise` is why it was refused if nothing more special is said.
    fn form(&self, otherwise: AccountRefusal) -> AccountForm {
        let problems: Vec<Problem> = self.problem.split(',').filter_map(problem).collect();
        let refusal = match self.problem.as_str() {
            "" => None,
            _ if !problems.is_empty() => None,
            "too_many" => Some(AccountRefusal::TooMany),
            "expired" => Some(AccountRefusal::Expired),
            "unavailable" => Some(AccountRefusal::Unavailable),
            _ => Some(otherwise),
        };
        AccountForm {
            token: self.token.clone(),
            next: self.next.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
            is_sent: self.asked,
            problems,
            refusal,
        }
    }
}

/// `email:not_an_email` as the forms' routes write it.
fn problem(text: &str) -> Option<Problem> {
    let (field, fault) = text.split_once(':')?;
    let most = match field {
        "email" => limit::EMAIL_CHARACTERS,
        "password" => limit::PASSWORD_CHARACTERS,
        _ => limit::NAME_CHARACTERS,
    };
    let fault = match fault {
        "missing" => Fault::Missing,
        "too_long" => Fault::TooLong { limit: most },
        "too_short" => Fault::TooShort {
            limit: limit::PASSWORD_LEAST_CHARACTERS,
        },
        "not_an_email" => Fault::NotAnEmail,
        "taken" => Fault::Taken,
        "wrong" => Fault::Wrong,
        "not_a_code" => Fault::NotACode,
        _ => return None,
    };
    Some(Problem::new(field, fault))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_of_a_form_stand_in_the_address() {
        let sent = Sent {
            problem: "email:not_an_email,password:too_short,name:strange,alone".to_owned(),
            ..Sent::default()
        };
        let expected = vec![
            Problem::new("email", Fault::NotAnEmail),
            Problem::new(
                "password",
                Fault::TooShort {
                    limit: limit::PASSWORD_LEAST_CHARACTERS,
                },
            ),
        ];
        let form = sent.form(AccountRefusal::Wrong);
        assert_eq!((form.problems, form.refusal), (expected, None));
    }

    #[test]
    fn a_form_that_was_refused_as_a_whole_says_why() {
        let refusal = |problem: &str| {
            let problem = problem.to_owned();
            let sent = Sent {
                problem,
                ..Sent::default()
            };
            sent.form(AccountRefusal::Link).refusal
        };
        assert_eq!(refusal(""), None);
        assert_eq!(refusal("too_many"), Some(AccountRefusal::TooMany));
        assert_eq!(refusal("expired"), Some(AccountRefusal::Expired));
        assert_eq!(refusal("code:not_a_code"), None);
        assert_eq!(refusal("unavailable"), Some(AccountRefusal::Unavailable));
        assert_eq!(refusal("not_found"), Some(AccountRefusal::Link));
    }
}
