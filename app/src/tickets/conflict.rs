//! Two people edit one ticket: who saves last is told, and both texts are in sight.

use super::helpdesk::use_helpdesk;
use super::told::{priority_name, state_name};
use crate::live::Console;
use crate::text::{Texts, use_texts};
use crate::ui::{Button, Notice, Tone};
use domain::helpdesk::Helpdesk;
use domain::ticket::{Ticket, TicketDraft};
use leptos::prelude::*;

/// What somebody else has made of a ticket meanwhile, field by field where it differs from what was typed.
#[component]
pub(super) fn Conflict(
    /// Theirs, if somebody has.
    theirs: RwSignal<Option<Ticket>>,
    /// What was typed.
    draft: RwSignal<TicketDraft>,
    /// Takes theirs.
    take: Callback<Ticket>,
) -> impl IntoView {
    let texts = use_texts();
    move || {
        theirs.get().map(|ticket| {
            let shown = ticket.draft();
            view! {
                <div class="ticket__conflict">
                    <Notice tone=Tone::Danger icon="triangle-alert" text=texts.ticket_changed>
                        <Button on:click=move |_| take.run(ticket.clone())>{texts.ticket_take_theirs}</Button>
                    </Notice>
                    <Differences theirs=shown draft />
                </div>
            }
        })
    }
}

#[component]
fn Differences(theirs: TicketDraft, draft: RwSignal<TicketDraft>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let helpdesk = use_helpdesk();
    let fields = move || {
        let told =
            |draft: &TicketDraft| helpdesk.with(|known| fields(texts, console, known, draft));
        let (theirs, mine) = (told(&theirs), draft.with(told));
        let differing = theirs.into_iter().zip(mine);
        let differing = differing.filter(|(theirs, mine)| theirs != mine);
        let field = |((label, value), _): ((&'static str, String), _)| {
            view! {
                <dt>{label}</dt>
                <dd dir="auto">{value}</dd>
            }
        };
        differing.map(field).collect_view()
    };
    view! {
        <p class="field__help">{texts.ticket_theirs}</p>
        <dl class="ticket__theirs">{fields}</dl>
    }
}

/// What a draft says, as people read it.
fn fields(
    texts: &Texts,
    console: Console,
    helpdesk: &Helpdesk,
    draft: &TicketDraft,
) -> [(&'static str, String); 6] {
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
