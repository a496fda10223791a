//! What the pages say that links in letters lead to.

domain::translations! {
    resume_title: "Back to your conversation", "Retour à votre conversation";
    opening: "Opening your conversation…", "Ouverture de votre conversation…";
    gone_title: "This link is no longer good", "Ce lien n’est plus valable";
    gone_text: "Either it is older than seven days, or a part of it got lost. You can still write to us in the chat.", "Il a plus de sept jours, ou une partie s’en est perdue. Vous pouvez toujours nous écrire dans la discussion.";
    often_title: "This link was followed too often today", "Ce lien a été suivi trop souvent aujourd’hui";
    often_text: "Your conversation is still there. Follow the link again tomorrow.", "Votre conversation est toujours là. Suivez de nouveau le lien demain.";
    failed_title: "Your conversation did not open", "Votre conversation ne s’est pas ouverte";
    failed_text: "The server does not answer. Check your connection, then try again.", "Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.";
    again: "Try again", "Réessayer";
    forgetful_title: "Your browser keeps nothing for this page", "Votre navigateur ne conserve rien pour cette page";
    forgetful_text: "The chat needs that to know your conversation again. Allow it in your browser’s settings, or follow the link in another browser.", "La discussion en a besoin pour reconnaître votre conversation. Autorisez-le dans les réglages de votre navigateur, ou suivez le lien dans un autre.";
    open_chat: "Open the chat", "Ouvrir la discussion";
    without_script: "The chat needs JavaScript. Switch it on and load this page again.", "La discussion a besoin de JavaScript. Activez-le puis rechargez cette page.";
    decline_title: "No more e-mails about this conversation?", "Plus d’e-mails sur cette conversation ?";
    decline_text: "You get one when somebody answers you while you are away. What is written to you stays in the chat either way.", "Vous en recevez un quand quelqu’un vous répond en votre absence. Dans tous les cas, ce qui vous est écrit reste dans la discussion.";
    decline_do: "Get no more e-mails", "Ne plus recevoir d’e-mails";
    declined_title: "You get no more e-mails about this conversation", "Vous ne recevrez plus d’e-mails sur cette conversation";
    declined_text: "What is written to you stays in the chat.", "Ce qui vous est écrit reste dans la discussion.";
    missing_title: "This link leads nowhere", "Ce lien ne mène nulle part";
    missing_text: "Either it is too old, or a part of it got lost. Use the link in the newest e-mail that you got.", "Il est trop ancien, ou une partie s’en est perdue. Utilisez le lien du dernier e-mail reçu.";
}
