//! Who may do what (spec 2.5); refused unless allowed.

use crate::user::Role;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Nobody is known to ask.
    Anonymous,
    /// A visitor; what is his is decided by his token alone.
    Visitor,
    /// A signed-in user.
    User(Role),
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Read conversations and the people of the console.
    ReadConversations,
    /// Join, answer, leave, end conversations.
    AnswerConversations,
    /// Write down, tag and say of conversations what operators keep about them.
    KeepDetails,
    /// Say how a conversation went, against the rules.
    CorrectOutcomes,
    /// Read and change one's own preferences, password and sessions.
    KeepOwnAccount,
    /// Write in, read and end one's own conversation.
    ChatAsVisitor,
    /// Read the channels and who answers there.
    ReadChannels,
    /// Join and leave channels.
    JoinChannels,
    /// Make and change channels, their operators and their rules.
    ManageChannels,
    /// Make and change chatbots.
    ManageChatbots,
    /// Read what operators know about.
    ReadExpertises,
    /// Change the list of what operators know about.
    ManageExpertises,
    /// Read the tags, and make more of them.
    MakeTags,
    /// See who is on the site, and ask whether he wants to talk.
    MeetVisitors,
    /// Use canned responses, and keep one's own.
    KeepCannedResponses,
    /// Read, make and change tickets.
    UseTickets,
    /// Read, make, change and merge contacts, and delete them without their conversations.
    UseContacts,
    /// Erase the conversations of a person with what is known of him.
    ErasePeople,
    /// Switch *Helpdesk* on and off, and keep its teams.
    ManageHelpdesk,
    /// Read, make and change leads.
    UseLeads,
    /// Switch *CRM* on and off, and keep its sales teams.
    ManageCrm,
    /// Rename, merge and delete tags.
    ManageTags,
    /// Make and change users.
    ManageUsers,
    /// Change what holds for the whole system.
    ChangeSettings,
    /// Take the list of all conversations away as a file.
    ExportSessions,
    /// Read the reports.
    ReadReports,
}

/// Whether the caller may do it.
pub fn may(caller: Caller, deed: Deed) -> bool {
    match deed {
        Deed::ReadConversations
        | Deed::AnswerConversations
        | Deed::KeepDetails
        | Deed::KeepOwnAccount
        | Deed::ReadChannels
        | Deed::JoinChannels
        | Deed::ReadExpertises
        | Deed::MakeTags
        | Deed::MeetVisitors
        | Deed::KeepCannedResponses
        | Deed::UseTickets
        | Deed::UseContacts
        | Deed::UseLeads => matches!(caller, Caller::User(_)),
        Deed::ChatAsVisitor => caller == Caller::Visitor,
        Deed::CorrectOutcomes
        | Deed::ManageChannels
        | Deed::ManageChatbots
        | Deed::ManageExpertises
        | Deed::ManageTags
        | Deed::ManageHelpdesk
        | Deed::ErasePeople
        | Deed::ManageCrm
        | Deed::ManageUsers
        | Deed::ChangeSettings
        | Deed::ExportSessions
        | Deed::ReadReports => caller == Caller::User(Role::Administrator),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_may_what_the_table_says() {
        let callers = [
            Caller::Anonymous,
            Caller::Visitor,
            Caller::User(Role::Operator),
            Caller::User(Role::Administrator),
        ];
        let table = [
            (Deed::ReadConversations, [false, false, true, true]),
            (Deed::AnswerConversations, [false, false, true, true]),
            (Deed::KeepDetails, [false, false, true, true]),
            (Deed::CorrectOutcomes, [false, false, false, true]),
            (Deed::KeepOwnAccount, [false, false, true, true]),
            (Deed::ChatAsVisitor, [false, true, false, false]),
            (Deed::ReadChannels, [false, false, true, true]),
            (Deed::JoinChannels, [false, false, true, true]),
            (Deed::ManageChannels, [false, false, false, true]),
            (Deed::ManageChatbots, [false, false, false, true]),
            (Deed::ReadExpertises, [false, false, true, true]),
            (Deed::ManageExpertises, [false, false, false, true]),
            (Deed::MakeTags, [false, false, true, true]),
            (Deed::MeetVisitors, [false, false, true, true]),
            (Deed::KeepCannedResponses, [false, false, true, true]),
            (Deed::UseTickets, [false, false, true, true]),
            (Deed::UseContacts, [false, false, true, true]),
            (Deed::ErasePeople, [false, false, false, true]),
            (Deed::ManageHelpdesk, [false, false, false, true]),
            (Deed::UseLeads, [false, false, true, true]),
            (Deed::ManageCrm, [false, false, false, true]),
            (Deed::ManageTags, [false, false, false, true]),
            (Deed::ManageUsers, [false, false, false, true]),
            (Deed::ChangeSettings, [false, false, false, true]),
            (Deed::ExportSessions, [false, false, false, true]),
            (Deed::ReadReports, [false, false, false, true]),
        ];
        for (deed, expected) in table {
            assert_eq!(
                callers.map(|caller| may(caller, deed)),
                expected,
                "{deed:?}"
            );
        }
    }
}
