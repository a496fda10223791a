//! What a ticket's form says, as people read it where two edit one ticket.

use super::helpdesk::use_helpdesk;
use super::told::{priority_name, state_name};
use crate::live::Console;
use crate::record_form::Said;
use crate::text::{Texts, use_texts};
use domain::helpdesk::Helpdesk;
use domain::ticket::TicketDraft;
use leptos::prelude::*;

/// Tells what a draft says, field by field.
pub(super) fn use_fields() -> Callback<TicketDraft, Vec<Said>> {
    let (console, texts) = (Console::of_page(), use_texts());
    let helpdesk = use_helpdesk();
    Callback::new(move |draft| helpdesk.with(|known| fields(texts, console, known, &draft).into()))
}

fn fields(texts: &Texts, console: Console, helpdesk: &Helpdesk, draft: &TicketDraft) -> [Said; 6] {
    let team = draft.team.and_then(|team| helpdesk.team_name(team));
    let assignee = draft.assignee.and_then(|user| console.colleague(user));
    [
        (texts.ticket_title, draft.title.clone()),
        (texts.ticket_description, draft.description.clone()),
        (
            texts.ticket_state,
            state_name(texts, draft.state).to_owned(),
        ),
        (
            texts.ticket_priority,
            priority_name(texts, draft.priority).to_owned(),
        ),
        (
            texts.ticket_team,
            team.unwrap_or(texts.ticket_no_team).to_owned(),
        ),
        (
            texts.ticket_assignee,
            assignee.unwrap_or_else(|| texts.ticket_nobody.to_owned()),
        ),
    ]
}
